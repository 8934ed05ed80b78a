package io.laurel.ingress.portal;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.ingress.session.KeyedHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what may be tried only so often, over all instances. What it is counted for is kept as a keyed hash. */
@Component
class PortalCounts {

    private final JdbcClient jdbc;
    private final KeyedHash hashes;
    private final Clock clock;

    PortalCounts(JdbcClient jdbc, KeyedHash hashes, Clock clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * How often something may be done.
     *
     * @param kind says what, and is the beginning of its names in the database
     * @param isSinceLast whether the time begins anew each time, so that no stretch of it ever sees more than the limit; else it
     *     begins with the first
     */
    record Limit(String kind, int most, Duration time, boolean isSinceLast) {}

    /**
     * Counts one more, if there may be one more. Two at a time wait for each other: the later one sees what became of the transaction
     * of the earlier.
     *
     * @return empty, or until when there may be no more
     */
    Optional<Instant> take(Limit limit, String what) {
        var id = limit.kind() + "/"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hashes.of("portal " + limit.kind(), what));
        var now = clock.instant();
        boolean isTaken = jdbc.sql("""
                        insert into portal_count as c (id, number, ends_at) values (:id, 1, :end)
                        on conflict (id) do update set
                            number = case when c.ends_at <= :now then 1 else c.number + 1 end,
                            ends_at = case when c.ends_at <= :now or :isSinceLast then :end else c.ends_at end
                        where c.ends_at <= :now or c.number < :most
                        """)
                        .param("id", id)
                        .param("now", parameter(now))
                        .param("end", parameter(now.plus(limit.time())))
                        .param("isSinceLast", limit.isSinceLast())
                        .param("most", limit.most())
                        .update()
                == 1;
        return isTaken ? Optional.empty() : Optional.of(end(id).orElse(now.plus(limit.time())));
    }

    private Optional<Instant> end(String id) {
        return jdbc.sql("select ends_at from portal_count where id = ?")
                .param(id)
                .query((row, number) -> instant(row, "ends_at"))
                .optional();
    }
}
