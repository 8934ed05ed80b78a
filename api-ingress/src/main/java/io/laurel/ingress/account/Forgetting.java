package io.laurel.ingress.account;

import static io.laurel.ingress.page.Columns.parameter;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what has expired: links that nobody followed, and sessions a week after their end. */
@Component
class Forgetting {

    private static final Duration KEPT_AFTER_THE_END = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    Forgetting(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        var now = clock.instant();
        jdbc.sql("delete from registration where expires_at < ?")
                .param(parameter(now))
                .update();
        jdbc.sql("delete from password_reset where expires_at < ?")
                .param(parameter(now))
                .update();
        jdbc.sql("delete from session where expires_at < ?")
                .param(parameter(now.minus(KEPT_AFTER_THE_END)))
                .update();
    }
}
