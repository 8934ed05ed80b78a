package io.laurel.notifier.ledger;

import io.laurel.contracts.CredentialIssued;
import io.laurel.notifier.mail.OneLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** One row per event, whatever is delivered how often and to whom; one statement per batch. */
@Repository
class NotificationLedger {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    NotificationLedger(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How many of a batch's events were new to the ledger. */
    record Entered(int due, int suppressed) {}

    /** Enters events that the ledger has not seen; where the organization sends no mail, as suppressed. */
    Entered enter(List<CredentialIssued> events) {
        // In one order everywhere, so that two notifiers entering the same events after a rebalance do not deadlock.
        var ordered = events.stream()
                .sorted(Comparator.comparing(event -> event.eventId().value()))
                .toList();
        var now = Timestamp.from(clock.instant());
        var states = jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement("""
                            insert into notification (event_id, credential_id, short_id, supersedes_short_id,
                                organization_id, badge_id, recipient_name, recipient_email, expires_at,
                                state, next_attempt_at, created_at)
                            select e.event_id, e.credential_id, e.short_id, e.supersedes_short_id,
                                e.organization_id, e.badge_id, e.recipient_name, e.recipient_email, e.expires_at,
                                case when o.email_enabled is false then 'suppressed' else 'due' end,
                                case when o.email_enabled is false then null else ?::timestamptz end,
                                ?
                            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as e (event_id, credential_id, short_id,
                                supersedes_short_id, organization_id, badge_id, recipient_name, recipient_email, expires_at)
                            left join organization o on o.id = e.organization_id
                            on conflict (event_id) do nothing
                            returning state
                            """);
                    statement.setTimestamp(1, now);
                    statement.setTimestamp(2, now);
                    var columns = new Columns<>(statement, 3, ordered);
                    columns.add("uuid", event -> event.eventId().value());
                    columns.add("uuid", event -> event.credentialId().value());
                    columns.add("text", event -> event.shortId().value());
                    columns.add(
                            "text",
                            event -> event.supersedes() == null
                                    ? null
                                    : event.supersedes().shortId().value());
                    columns.add("uuid", event -> event.organizationId().value());
                    columns.add("uuid", event -> event.badgeId().value());
                    // A character that the database cannot hold would stop the topic for good.
                    columns.add("text", event -> OneLine.of(event.recipient().name()));
                    columns.add("text", event -> OneLine.of(event.recipient().email()));
                    columns.add("timestamptz", event -> timestamp(event.expiresAt()));
                    return statement;
                },
                (row, number) -> row.getString(1));
        int due = (int) states.stream().filter("due"::equals).count();
        return new Entered(due, states.size() - due);
    }

    /** Takes due rows for the transaction at hand; other notifiers pass over them, and get them back if it does not commit. */
    List<Notification> claim(int most) {
        return jdbc.query("""
                select event_id, short_id, supersedes_short_id, badge_id, recipient_name, recipient_email, expires_at, attempts
                from notification
                where state = 'due' and next_attempt_at <= ?
                order by next_attempt_at
                limit ?
                for update skip locked
                """, NotificationLedger::notification, Timestamp.from(clock.instant()), most);
    }

    private static Notification notification(ResultSet row, int number) throws SQLException {
        var expiresAt = row.getTimestamp("expires_at");
        return new Notification(
                row.getObject("event_id", UUID.class),
                row.getString("short_id"),
                row.getString("supersedes_short_id"),
                row.getObject("badge_id", UUID.class),
                row.getString("recipient_name"),
                row.getString("recipient_email"),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getInt("attempts"));
    }

    /** Writes down what the attempts came to. */
    void settle(List<Settlement> settlements) {
        var sent = only(Settlement.Sent.class, settlements);
        if (!sent.isEmpty()) {
            var now = Timestamp.from(clock.instant());
            jdbc.update(connection -> {
                var statement = connection.prepareStatement("""
                        update notification
                        set state = 'sent', attempts = attempts + 1, next_attempt_at = null, sent_at = ?
                        where event_id = any(?)
                        """);
                statement.setTimestamp(1, now);
                new Columns<>(statement, 2, sent).add("uuid", Settlement::eventId);
                return statement;
            });
        }
        var failed = only(Settlement.Failed.class, settlements);
        if (!failed.isEmpty()) {
            jdbc.update(connection -> {
                var statement = connection.prepareStatement("""
                        update notification n
                        set state = 'failed', attempts = attempts + 1, next_attempt_at = null, last_error = s.reason
                        from unnest(?, ?) as s (event_id, reason)
                        where n.event_id = s.event_id
                        """);
                var columns = new Columns<>(statement, 1, failed);
                columns.add("uuid", Settlement.Failed::eventId);
                columns.add("text", Settlement.Failed::reason);
                return statement;
            });
        }
        var postponed = only(Settlement.Postponed.class, settlements);
        if (!postponed.isEmpty()) {
            jdbc.update(connection -> {
                var statement = connection.prepareStatement("""
                        update notification n
                        set attempts = attempts + 1, next_attempt_at = s.next_attempt_at, last_error = s.reason
                        from unnest(?, ?, ?) as s (event_id, reason, next_attempt_at)
                        where n.event_id = s.event_id
                        """);
                var columns = new Columns<>(statement, 1, postponed);
                columns.add("uuid", Settlement.Postponed::eventId);
                columns.add("text", Settlement.Postponed::reason);
                columns.add("timestamptz", settlement -> timestamp(settlement.nextAttemptAt()));
                return statement;
            });
        }
    }

    /** How many are due, and since when the one that waits longest could have been sent. */
    record Queue(long due, @Nullable Instant oldest) {}

    Queue queue() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*), min(next_attempt_at) from notification where state = 'due'", (row, number) -> {
                    var oldest = row.getTimestamp(2);
                    return new Queue(row.getLong(1), oldest == null ? null : oldest.toInstant());
                }));
    }

    private static <T extends Settlement> List<T> only(Class<T> kind, List<Settlement> settlements) {
        return settlements.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** A statement's parameters, one array for each column of a list of rows. */
    private static final class Columns<T> {

        private final PreparedStatement statement;
        private final Connection connection;
        private final List<T> rows;
        private int next;

        Columns(PreparedStatement statement, int first, List<T> rows) throws SQLException {
            this.statement = statement;
            this.connection = statement.getConnection();
            this.next = first;
            this.rows = rows;
        }

        void add(String type, Function<T, @Nullable Object> value) throws SQLException {
            var values = new @Nullable Object[rows.size()];
            for (int n = 0; n < values.length; n++) {
                values[n] = value.apply(rows.get(n));
            }
            statement.setArray(next++, connection.createArrayOf(type, values));
        }
    }
}
