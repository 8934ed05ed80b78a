package io.laurel.notifier.webhook;

import io.laurel.contracts.WebhookId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Which endpoints are to be called now, and how each of them has been doing. */
@Repository
class Endpoints {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Endpoints(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that something is due for, and that are neither paused nor stopped; who waits longest comes first. */
    List<Endpoint> due(Collection<WebhookId> butNot, int most) {
        var now = Timestamp.from(clock.instant());
        return jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement("""
                            select w.id, w.url, w.generation, coalesce(s.failures, 0) as failures, s.failing_since
                            from webhook_endpoint w
                            left join webhook_standing s on s.endpoint_id = w.id and s.generation = w.generation
                            cross join lateral (
                                select d.next_attempt_at
                                from webhook_delivery d
                                where d.endpoint_id = w.id and d.state = 'pending' and d.next_attempt_at <= ?
                                order by d.next_attempt_at
                                limit 1
                            ) oldest
                            where w.is_active and w.deleted_at is null and w.id <> all(?) and s.stopped_at is null
                                and (s.paused_until is null or s.paused_until <= ?)
                            order by oldest.next_attempt_at
                            limit ?
                            """);
                    statement.setTimestamp(1, now);
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "uuid",
                                    butNot.stream().map(WebhookId::value).toArray()));
                    statement.setTimestamp(3, now);
                    statement.setInt(4, most);
                    return statement;
                },
                Endpoints::endpoint);
    }

    private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
        var failingSince = row.getTimestamp("failing_since");
        return new Endpoint(
                new WebhookId(row.getObject("id", UUID.class)),
                URI.create(row.getString("url")),
                row.getInt("generation"),
                row.getInt("failures"),
                failingSince == null ? null : failingSince.toInstant());
    }

    /** Why an endpoint is not called any more. */
    enum Stopped {
        GONE,
        FAILING
    }

    /**
     * How an endpoint is doing.
     *
     * @param pausedUntil null where it may be called at once
     * @param stopped null where it is called at all
     */
    record Standing(
            int failures,
            @Nullable Instant failingSince,
            @Nullable Instant pausedUntil,
            @Nullable Stopped stopped) {}

    void record(Endpoint endpoint, Standing standing) {
        var stopped = standing.stopped();
        jdbc.update(
                """
                insert into webhook_standing (endpoint_id, generation, failures, failing_since, paused_until,
                    stopped_at, stopped_because)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (endpoint_id) do update
                set generation = excluded.generation, failures = excluded.failures, failing_since = excluded.failing_since,
                    paused_until = excluded.paused_until, stopped_at = excluded.stopped_at,
                    stopped_because = excluded.stopped_because
                where webhook_standing.generation <= excluded.generation
                """,
                endpoint.id().value(),
                endpoint.generation(),
                standing.failures(),
                timestamp(standing.failingSince()),
                timestamp(standing.pausedUntil()),
                stopped == null ? null : timestamp(clock.instant()),
                stopped == null
                        ? null
                        : switch (stopped) {
                            case GONE -> "gone";
                            case FAILING -> "failing";
                        });
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
