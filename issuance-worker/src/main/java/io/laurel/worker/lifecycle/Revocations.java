package io.laurel.worker.lifecycle;

import static io.laurel.worker.lifecycle.Targets.emails;
import static io.laurel.worker.lifecycle.Targets.ids;
import static io.laurel.worker.lifecycle.Targets.organizations;
import static io.laurel.worker.lifecycle.Targets.requests;
import static java.util.Objects.requireNonNull;

import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.RevokeCredential;
import io.laurel.worker.tell.Teller;
import io.laurel.worker.tell.Told;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Revokes a batch of credentials: recorded in one statement together with the status lists to be signed anew, then told. A
 * request that comes again finds its own revocation, and tells and answers the same; another request for a credential that
 * is revoked already, or for one that the organization does not have, changes nothing and is told so.
 */
@Component
public class Revocations {

    private final JdbcClient jdbc;
    private final Teller teller;
    private final LifecycleMetrics metrics;
    private final Clock clock;

    Revocations(JdbcClient jdbc, Teller teller, LifecycleMetrics metrics, Clock clock) {
        this.jdbc = jdbc;
        this.teller = teller;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Decides the commands in their order; returns when all of it is recorded and told. */
    public void run(List<RevokeCredential> commands) {
        revoke(Targets.firstOfEach(commands), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var standings = Standing.of(commands, jdbc);
        var told = commands.stream()
                .map(command -> told(command, standings.get(command)))
                .toList();
        teller.tell(told);
        metrics.revocations(told);
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
                        emails(commands),
                        ids(commands),
                        organizations(commands),
                        commands.stream().map(RevokeCredential::reason).toArray(String[]::new),
                        requests(commands))
                .update();
    }

    private static Told told(RevokeCredential command, @Nullable Standing standing) {
        if (standing == null) {
            return rejected(
                    command, Rejection.CREDENTIAL_NOT_FOUND, "The organization has no credential with this id.");
        }
        if (!command.requestId().equals(standing.revocationRequest())) {
            return rejected(
                    command, Rejection.ALREADY_REVOKED, "The credential was revoked before, and that is final.");
        }
        var revokedAt = requireNonNull(standing.revokedAt());
        return new Told(
                command.replyTo(),
                new Outcome.Revoked(standing.id(), standing.shortId(), revokedAt),
                List.of(new CredentialRevoked(
                        CredentialRevoked.eventIdOf(standing.id()),
                        standing.id(),
                        standing.shortId(),
                        standing.organizationId(),
                        standing.badgeId(),
                        standing.recipientEmail(),
                        revokedAt,
                        requireNonNull(standing.revocationReason()))));
    }

    private static Told rejected(RevokeCredential command, Rejection reason, String message) {
        return Told.rejected(command.replyTo(), new Outcome.Rejected(command.id(), reason, message));
    }
}
