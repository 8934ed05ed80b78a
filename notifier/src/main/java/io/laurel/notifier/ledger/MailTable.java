package io.laurel.notifier.ledger;

import io.laurel.notifier.queue.BatchColumns;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the ledgers' tables have in common: how what became of a mail is written down. One statement for each outcome. */
final class MailTable {

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String name;
    private final String key;
    private final String atTheEnd;

    /**
     * A table with the columns state, attempts, next_attempt_at, last_error and sent_at.
     *
     * @param key the column that names a mail
     * @param atTheEnd what else is set once a mail is sent or given up; may be empty
     */
    MailTable(JdbcTemplate jdbc, Clock clock, String name, String key, String atTheEnd) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.name = name;
        this.key = key;
        this.atTheEnd = atTheEnd.isEmpty() ? "" : ", " + atTheEnd;
    }

    void settle(List<Settlement> settlements) {
        sent(only(Settlement.Sent.class, settlements));
        failed(only(Settlement.Failed.class, settlements));
        postponed(only(Settlement.Postponed.class, settlements));
    }

    private void sent(List<Settlement.Sent> sent) {
        if (sent.isEmpty()) {
            return;
        }
        var now = Timestamp.from(clock.instant());
        jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    update %s
                    set state = 'sent', attempts = attempts + 1, next_attempt_at = null, sent_at = ?%s
                    where %s = any(?)
                    """.formatted(name, atTheEnd, key));
            statement.setTimestamp(1, now);
            new BatchColumns<>(statement, 2, sent).add("uuid", Settlement::id);
            return statement;
        });
    }

    private void failed(List<Settlement.Failed> failed) {
        if (failed.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    update %s n
                    set state = 'failed', attempts = attempts + 1, next_attempt_at = null, last_error = s.reason%s
                    from unnest(?, ?) as s (id, reason)
                    where n.%s = s.id
                    """.formatted(name, atTheEnd, key));
            var columns = new BatchColumns<>(statement, 1, failed);
            columns.add("uuid", Settlement.Failed::id);
            columns.add("text", Settlement.Failed::reason);
            return statement;
        });
    }

    private void postponed(List<Settlement.Postponed> postponed) {
        if (postponed.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            var statement = connection.prepareStatement("""
                    update %s n
                    set attempts = attempts + 1, next_attempt_at = s.next_attempt_at, last_error = s.reason
                    from unnest(?, ?, ?) as s (id, reason, next_attempt_at)
                    where n.%s = s.id
                    """.formatted(name, key));
            var columns = new BatchColumns<>(statement, 1, postponed);
            columns.add("uuid", Settlement.Postponed::id);
            columns.add("text", Settlement.Postponed::reason);
            columns.add("timestamptz", settlement -> Timestamp.from(settlement.nextAttemptAt()));
            return statement;
        });
    }

    Backlog backlog() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*), min(next_attempt_at) from " + name + " where state = 'due'", (row, number) -> {
                    var oldest = row.getTimestamp(2);
                    return new Backlog(row.getLong(1), oldest == null ? null : oldest.toInstant());
                }));
    }

    private static <T extends Settlement> List<T> only(Class<T> kind, List<Settlement> settlements) {
        return settlements.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
