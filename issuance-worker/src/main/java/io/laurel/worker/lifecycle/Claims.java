package io.laurel.worker.lifecycle;

import static io.laurel.worker.lifecycle.Targets.emails;
import static io.laurel.worker.lifecycle.Targets.ids;
import static io.laurel.worker.lifecycle.Targets.organizations;
import static io.laurel.worker.lifecycle.Targets.requests;
import static java.util.Objects.requireNonNull;

import io.laurel.contracts.ClaimCredential;
import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
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
 * Claims a batch of credentials for their recipients: each once, and only while it holds. A request that comes again finds
 * its own claim, and tells and answers the same, whatever has become of the credential since.
 */
@Component
public class Claims {

    private final JdbcClient jdbc;
    private final Teller teller;
    private final LifecycleMetrics metrics;
    private final Clock clock;

    Claims(JdbcClient jdbc, Teller teller, LifecycleMetrics metrics, Clock clock) {
        this.jdbc = jdbc;
        this.teller = teller;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Decides the commands in their order; returns when all of it is recorded and told. */
    public void run(List<ClaimCredential> commands) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        claim(Targets.firstOfEach(commands), now);
        var standings = Standing.of(commands, jdbc);
        var told = commands.stream()
                .map(command -> told(command, standings.get(command), now))
                .toList();
        teller.tell(told);
        metrics.claims(told);
    }

    private void claim(List<ClaimCredential> commands, Instant now) {
        jdbc.sql("""
                        update credential c
                        set claimed_at = ?, claim_request = a.request
                        from unnest(?::text[], ?::uuid[], ?::uuid[], ?::uuid[]) as a (email, id, organization, request)
                        where c.recipient_email = a.email and c.id = a.id and c.organization_id = a.organization
                            and c.claimed_at is null and c.revoked_at is null
                            and (c.expires_at is null or c.expires_at > ?)
                        """)
                .params(
                        Timestamp.from(now),
                        emails(commands),
                        ids(commands),
                        organizations(commands),
                        requests(commands),
                        Timestamp.from(now))
                .update();
    }

    private static Told told(ClaimCredential command, @Nullable Standing standing, Instant now) {
        if (standing == null) {
            return rejected(command, Rejection.CREDENTIAL_NOT_FOUND, "The recipient has no credential with this id.");
        }
        if (command.requestId().equals(standing.claimRequest())) {
            return claimed(command, standing, requireNonNull(standing.claimedAt()));
        }
        if (standing.revokedAt() != null) {
            return rejected(command, Rejection.CREDENTIAL_REVOKED, "The credential was revoked.");
        }
        if (standing.isExpired(now)) {
            return rejected(command, Rejection.CREDENTIAL_EXPIRED, "The credential has expired.");
        }
        return rejected(command, Rejection.ALREADY_CLAIMED, "The credential was claimed before.");
    }

    private static Told claimed(ClaimCredential command, Standing standing, Instant claimedAt) {
        return new Told(
                command.replyTo(),
                new Outcome.Claimed(standing.id(), standing.shortId(), claimedAt),
                List.of(new CredentialClaimed(
                        CredentialClaimed.eventIdOf(standing.id()),
                        standing.id(),
                        standing.shortId(),
                        standing.organizationId(),
                        standing.badgeId(),
                        standing.recipientEmail(),
                        claimedAt)));
    }

    private static Told rejected(ClaimCredential command, Rejection reason, String message) {
        return Told.rejected(command.replyTo(), new Outcome.Rejected(command.id(), reason, message));
    }
}
