package io.laurel.ingress.webhook;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.integerOrNull;
import static io.laurel.ingress.page.Columns.uuid;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of an endpoint's deliveries, as the notifier writes it down. */
@Component
class DeliveryLog {

    /** Counting further would cost more than the page itself. */
    private static final int COUNTED_UP_TO = 100_000;

    private static final String SELECT = """
            select d.event_id, d.type, d.state, d.attempts, d.created_at, d.last_attempt_at, d.next_attempt_at, d.settled_at,
                d.response_status, d.response_body, d.last_error
            from webhook_delivery d
            where d.endpoint_id = :endpoint
            """;

    private final JdbcClient jdbc;

    DeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One event to one endpoint.
     *
     * @param id the event's, as its body and {@code webhook-id} say it
     * @param attempts since it was first, or last, asked for
     * @param nextAttemptAt null once it is delivered or failed
     * @param endedAt null until then
     * @param responseStatus of the last attempt, null where there was no answer
     * @param responseBody its first kilobyte
     * @param error why the last attempt failed
     */
    record Delivery(
            String id,
            String type,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant lastAttemptAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant endedAt,
            @Nullable Integer responseStatus,
            @Nullable String responseBody,
            @Nullable String error,
            @JsonIgnore UUID event) {}

    /** A page, the newest first; the endpoint has been found to be the caller's. */
    Page<Delivery> list(UUID endpoint, @Nullable String state, PageRequest page) {
        var rows = jdbc.sql(SELECT + """
                            and (cast(:state as text) is null or d.state = :state)
                            and (cast(:beforeTime as timestamptz) is null
                                or (d.created_at, d.event_id) < (:beforeTime, :beforeId))
                        order by d.created_at desc, d.event_id desc
                        limit :limit offset :offset
                        """).param("endpoint", endpoint).param("state", state, Types.VARCHAR);
        return page.read(
                rows,
                DeliveryLog::delivery,
                last -> new Cursor(last.createdAt(), last.event()),
                () -> count(endpoint, state));
    }

    private long count(UUID endpoint, @Nullable String state) {
        return jdbc.sql("""
                        select count(*) from (
                            select from webhook_delivery d
                            where d.endpoint_id = :endpoint and (cast(:state as text) is null or d.state = :state)
                            limit :most
                        )
                        """)
                .param("endpoint", endpoint)
                .param("state", state, Types.VARCHAR)
                .param("most", COUNTED_UP_TO)
                .query(Long.class)
                .single();
    }

    Optional<Delivery> find(UUID endpoint, UUID event) {
        return jdbc.sql(SELECT + " and d.event_id = :event")
                .param("endpoint", endpoint)
                .param("event", event)
                .query(DeliveryLog::delivery)
                .optional();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                "evt_" + uuid(row, "event_id"),
                row.getString("type"),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "created_at"),
                instantOrNull(row, "last_attempt_at"),
                instantOrNull(row, "next_attempt_at"),
                instantOrNull(row, "settled_at"),
                integerOrNull(row, "response_status"),
                row.getString("response_body"),
                row.getString("last_error"),
                uuid(row, "event_id"));
    }
}
