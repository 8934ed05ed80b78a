package io.laurel.worker.revocation;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.Messages;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.RevokeCredential;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Revokes a batch of credentials: recorded in one transaction together with the status lists to be signed anew, then told.
 * A request that comes again finds its own revocation and tells the same event; another request for a credential that is
 * revoked already, or for one that the organization does not have, changes nothing.
 */
@Component
public class Revocations {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final MeterRegistry metrics;

    Revocations(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            KafkaTemplate<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.kafka = kafka;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Decides the commands, the first of a credential's if there are more; returns when all of it is recorded and told. */
    public void run(List<RevokeCredential> commands) {
        var first = new HashMap<CredentialId, RevokeCredential>();
        commands.forEach(command -> first.putIfAbsent(command.id(), command));
        // In one order everywhere, so that two workers do not wait for each other.
        var ordered = first.values().stream()
                .sorted((one, other) -> one.id().value().compareTo(other.id().value()))
                .toList();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        transaction.executeWithoutResult(status -> revoke(ordered, now));
        var revoked = revokedBy(commands);
        tell(revoked);
        count("revoked", revoked.size());
        count("refused", commands.size() - revoked.size());
    }

    private void revoke(List<RevokeCredential> commands, Instant now) {
        jdbc.sql("""
                        with revoked as (
                            update credential c
                            set revoked_at = ?, revocation_reason = r.reason, revocation_request = r.request
                            from unnest(?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::uuid[])
                                as r (email, id, organization, reason, request)
                            where c.recipient_email = r.email and c.id = r.id and c.organization_id = r.organization
                                and c.revoked_at is null
                            returning c.organization_id, c.status_list)
                        insert into status_list_change (organization_id, number)
                        select distinct organization_id, status_list from revoked
                        """)
                .params(
                        Timestamp.from(now),
                        texts(commands, RevokeCredential::recipientEmail),
                        uuids(commands, command -> command.id().value()),
                        uuids(commands, command -> command.organizationId().value()),
                        texts(commands, RevokeCredential::reason),
                        uuids(commands, RevokeCredential::requestId))
                .update();
    }

    /** What these requests revoked, now or when they came before. */
    private List<CredentialRevoked> revokedBy(List<RevokeCredential> commands) {
        return jdbc.sql("""
                        select distinct c.id, c.short_id, c.organization_id, c.badge_id, c.recipient_email, c.revoked_at,
                            c.revocation_reason
                        from unnest(?::text[], ?::uuid[], ?::uuid[]) as asked (email, id, request)
                        cross join lateral (
                            select id, short_id, organization_id, badge_id, recipient_email, revoked_at, revocation_reason,
                                revocation_request
                            from credential where recipient_email = asked.email and id = asked.id offset 0) c
                        where c.revocation_request = asked.request
                        """)
                .params(
                        texts(commands, RevokeCredential::recipientEmail),
                        uuids(commands, command -> command.id().value()),
                        uuids(commands, RevokeCredential::requestId))
                .query(Revocations::revoked)
                .list();
    }

    private void tell(List<CredentialRevoked> revoked) {
        var sent = new ArrayList<CompletableFuture<?>>();
        for (var event : revoked) {
            sent.add(kafka.send(Topics.CREDENTIAL_EVENTS, event.key(), Messages.write(event)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }

    private void count(String outcome, int number) {
        metrics.counter("laurel.worker.revocations", "outcome", outcome).increment(number);
    }

    private static CredentialRevoked revoked(ResultSet row, int number) throws SQLException {
        var id = new CredentialId(row.getObject("id", UUID.class));
        return new CredentialRevoked(
                CredentialRevoked.eventIdOf(id),
                id,
                new ShortId(row.getString("short_id")),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new BadgeId(row.getObject("badge_id", UUID.class)),
                row.getString("recipient_email"),
                row.getTimestamp("revoked_at").toInstant(),
                row.getString("revocation_reason"));
    }

    private static String[] texts(Collection<RevokeCredential> commands, Function<RevokeCredential, String> column) {
        return commands.stream().map(column).toArray(String[]::new);
    }

    private static UUID[] uuids(Collection<RevokeCredential> commands, Function<RevokeCredential, UUID> column) {
        return commands.stream().map(column).toArray(UUID[]::new);
    }
}
