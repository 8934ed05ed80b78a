package io.laurel.ingress.portal;

import static io.laurel.ingress.page.Columns.parameter;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what has expired: codes and links that nobody used, counts, and sessions a week after their end. */
@Component
class PortalSweep {

    private static final Duration KEPT_AFTER_THE_END = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    PortalSweep(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void sweep() {
        var now = clock.instant();
        jdbc.sql("delete from portal_sign_in where link_expires_at <= ?")
                .param(parameter(now))
                .update();
        jdbc.sql("delete from portal_count where ends_at <= ?")
                .param(parameter(now))
                .update();
        jdbc.sql("delete from portal_session where least(expires_at, ended_at) < ?")
                .param(parameter(now.minus(KEPT_AFTER_THE_END)))
                .update();
    }
}
