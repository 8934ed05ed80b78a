package io.laurel.ingress.issuance;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ReplyAddress;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.issuance.IssueRequest.Checked;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a request to the worker and, if wanted, waits for its decision. */
@Component
class Issuing {

    private final Issuances issuances;
    private final CommandDesk desk;
    private final AuditLog audit;
    private final Clock clock;

    Issuing(Issuances issuances, CommandDesk desk, AuditLog audit, Clock clock) {
        this.audit = audit;
        this.issuances = issuances;
        this.desk = desk;
        this.clock = clock;
    }

    /** A request, and its outcome unless that is still open. */
    record Submitted(CredentialId id, Optional<Outcome> outcome) {}

    /**
     * The same request under the same name is told what it ended as; anything else is sent. One that is on the road is sent
     * again: its id makes that harmless.
     */
    Submitted submit(Actor actor, Checked request, @Nullable String idempotencyKey, Preference preference) {
        if (idempotencyKey == null) {
            return send(actor, request, CredentialId.random(), null, preference);
        }
        var id = CredentialId.ofIdempotencyKey(actor.organization(), idempotencyKey);
        String fingerprint = request.fingerprint();
        var earlier = issuances.find(actor.organization(), id);
        if (earlier.isEmpty()) {
            return send(actor, request, id, fingerprint, preference);
        }
        if (!Objects.equals(earlier.get().fingerprint(), fingerprint)) {
            throw ApiException.of(
                    ErrorCode.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was used for a request with another body.");
        }
        return new Submitted(id, Optional.of(earlier.get().outcome()));
    }

    private Submitted send(
            Actor actor, Checked request, CredentialId id, @Nullable String fingerprint, Preference preference) {
        // Before it is sent: what was done without an entry would be nowhere. A program's requests are its outcomes.
        if (actor.kind() == Actor.Kind.ACCOUNT) {
            audit.record(
                    actor,
                    "credential.requested",
                    id.toString(),
                    Map.of("recipient", request.recipient().email()));
        }
        return new Submitted(id, desk.ask(address -> command(actor, request, id, fingerprint, address), preference));
    }

    private IssueCredential command(
            Actor actor,
            Checked request,
            CredentialId id,
            @Nullable String fingerprint,
            @Nullable ReplyAddress replyTo) {
        return new IssueCredential(
                id,
                actor.organization(),
                request.badge(),
                request.recipient(),
                request.evidenceUrl(),
                request.isPublic(),
                clock.instant(),
                fingerprint,
                null,
                replyTo);
    }
}
