package io.laurel.worker.issuance;

import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Outcome;
import io.laurel.worker.tell.Told;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What is told of a credential that was issued: its own event, behind that of the credential that it ended. */
final class Tidings {

    private Tidings() {}

    static Told issued(IssueCredential command, Outcome.Issued outcome, Known.@Nullable Superseded superseded) {
        var events = new ArrayList<CredentialEvent>();
        if (superseded != null && superseded.renewedAt() != null) {
            events.add(revoked(command, superseded, superseded.renewedAt()));
        }
        events.add(new CredentialIssued(
                CredentialIssued.eventIdOf(outcome.id()),
                outcome.id(),
                outcome.shortId(),
                command.organizationId(),
                command.badgeId(),
                command.recipient(),
                outcome.issuedAt(),
                outcome.expiresAt(),
                superseded == null ? null : new CredentialIssued.Superseded(superseded.id(), superseded.shortId())));
        return new Told(command.replyTo(), outcome, events);
    }

    private static CredentialRevoked revoked(IssueCredential command, Known.Superseded superseded, Instant revokedAt) {
        return new CredentialRevoked(
                CredentialRevoked.eventIdOf(superseded.id()),
                superseded.id(),
                superseded.shortId(),
                command.organizationId(),
                command.badgeId(),
                command.recipient().email(),
                revokedAt,
                Recording.RENEWAL);
    }
}
