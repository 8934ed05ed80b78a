package io.laurel.notifier.ledger;

import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.ResendCredentialMail;
import io.laurel.notifier.mail.OneLine;
import io.laurel.notifier.queue.BatchColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** One row per event, whatever is delivered how often and to whom; one statement per batch. */
@Repository
class NotificationLedger {

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final MailTable table;

    NotificationLedger(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.table = new MailTable(jdbc, clock, "notification", "event_id", "");
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
                    var columns = new BatchColumns<>(statement, 3, ordered);
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
        return entered(states);
    }

    /**
     * Enters mails that repeat an earlier one, unless that was repeated already, is on its way, or went out within the
     * cooldown.
     */
    Entered enterAgain(List<ResendCredentialMail> tasks) {
        var ordered = tasks.stream()
                .sorted(Comparator.comparing(task -> task.eventId().value()))
                .toList();
        var now = Timestamp.from(clock.instant());
        var states = jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement("""
                            insert into notification (event_id, credential_id, short_id, supersedes_short_id,
                                organization_id, badge_id, recipient_name, recipient_email, expires_at, follows,
                                state, next_attempt_at, created_at)
                            select t.event_id, n.credential_id, n.short_id, n.supersedes_short_id,
                                n.organization_id, n.badge_id, n.recipient_name, n.recipient_email, n.expires_at, n.event_id,
                                case when o.email_enabled is false then 'suppressed' else 'due' end,
                                case when o.email_enabled is false then null else ?::timestamptz end,
                                ?
                            from unnest(?, ?, ?) as t (event_id, follows, sent_before)
                            join notification n on n.event_id = t.follows
                            left join organization o on o.id = n.organization_id
                            where n.state <> 'due' and (n.sent_at is null or n.sent_at <= t.sent_before)
                            on conflict (event_id) do nothing
                            returning state
                            """);
                    statement.setTimestamp(1, now);
                    statement.setTimestamp(2, now);
                    var columns = new BatchColumns<>(statement, 3, ordered);
                    columns.add("uuid", task -> task.eventId().value());
                    columns.add("uuid", task -> task.follows().value());
                    columns.add("timestamptz", task -> timestamp(task.sentBefore()));
                    return statement;
                },
                (row, number) -> row.getString(1));
        return entered(states);
    }

    private static Entered entered(List<String> states) {
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
        table.settle(settlements);
    }

    Backlog backlog() {
        return table.backlog();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
