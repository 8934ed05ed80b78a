package io.laurel.worker.lifecycle;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.ShortId;
import io.laurel.worker.tell.Teller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of credentials that they expired, in the order of their dates, each once. Nothing is written to a credential for it:
 * one row says which was told last, and whoever holds its lock goes on from there. So a date that passed while no worker ran
 * is told by the first that does, and one that passed before this was kept, never.
 */
@Component
class Expiries {

    private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);
    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Teller teller;
    private final LifecycleMetrics metrics;
    private final Clock clock;

    Expiries(JdbcClient jdbc, TransactionTemplate transaction, Teller teller, LifecycleMetrics metrics, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.teller = teller;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The credential that was told last, by its date and, among those of one date, by its id. */
    private record Position(Timestamp expiredAt, UUID credential) {}

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void tellDue() {
        try {
            while (tellBatch() == BATCH) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("not all could be told that they expired; the next round tries again");
        }
    }

    /** A worker that dies between telling and remembering lets the next one tell the same events once more. */
    private int tellBatch() {
        return Objects.requireNonNull(transaction.execute(status -> {
            var last = lockPosition();
            if (last.isEmpty()) {
                return 0;
            }
            var now = clock.instant();
            var due = due(last.get(), now);
            if (!due.isEmpty()) {
                teller.tellEvents(due);
                remember(due.getLast());
                metrics.expired(due.size(), Duration.between(due.getFirst().expiredAt(), now));
            }
            return due.size();
        }));
    }

    /** Nothing where another worker has it. */
    private Optional<Position> lockPosition() {
        return jdbc.sql("select expired_at, credential_id from expiry_position for update skip locked")
                .query((row, n) ->
                        new Position(row.getTimestamp("expired_at"), row.getObject("credential_id", UUID.class)))
                .optional();
    }

    private List<CredentialExpired> due(Position last, Instant now) {
        return jdbc.sql("""
                        select id, short_id, organization_id, badge_id, recipient_email, expires_at
                        from credential
                        where (expires_at, id) > (?, ?) and expires_at <= ? and revoked_at is null
                        order by expires_at, id
                        limit ?
                        """)
                .params(last.expiredAt(), last.credential(), Timestamp.from(now), BATCH)
                .query(Expiries::expired)
                .list();
    }

    private void remember(CredentialExpired last) {
        jdbc.sql("update expiry_position set expired_at = ?, credential_id = ?")
                .params(Timestamp.from(last.expiredAt()), last.credentialId().value())
                .update();
    }

    private static CredentialExpired expired(ResultSet row, int n) throws SQLException {
        var id = new CredentialId(row.getObject("id", UUID.class));
        return new CredentialExpired(
                CredentialExpired.eventIdOf(id),
                id,
                new ShortId(row.getString("short_id")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new BadgeId(row.getObject("badge_id", UUID.class)),
                row.getString("recipient_email"),
                row.getTimestamp("expires_at").toInstant());
    }
}
