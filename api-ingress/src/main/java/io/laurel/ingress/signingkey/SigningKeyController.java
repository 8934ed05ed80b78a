package io.laurel.ingress.signingkey;

import io.laurel.contracts.RotateSigningKey;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.issuance.IdempotencyKeys;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Asks for a new signing key, the first or the next, and lists those that there are. */
@RestController
class SigningKeyController {

    private final SigningKeys keys;
    private final Broker broker;
    private final AuditLog audit;
    private final Clock clock;

    SigningKeyController(SigningKeys keys, Broker broker, AuditLog audit, Clock clock) {
        this.keys = keys;
        this.broker = broker;
        this.audit = audit;
        this.clock = clock;
    }

    /** The key that was asked for: it is listed under this id once it is made. */
    record Asked(UUID id) {}

    @AllowedTo(Audience.OWNER)
    @PostMapping("/api/organizations/{orgId}/signing-keys")
    ResponseEntity<Asked> rotate(
            Member owner,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey) {
        String name = IdempotencyKeys.checked(idempotencyKey);
        var request = name == null
                ? RotateSigningKey.randomRequest()
                : RotateSigningKey.requestOfIdempotencyKey(owner.organization(), name);
        audit.record(owner, "signing_key.requested", request.toString());
        broker.send(new RotateSigningKey(owner.organization(), request, clock.instant()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/organizations/" + owner.organization() + "/signing-keys"))
                .body(new Asked(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/signing-keys")
    Page<SigningKey> list(Member member, HttpServletRequest request) {
        var asked = PageRequest.withoutCursor(request);
        return asked.holding(keys.list(member, asked), keys.count(member));
    }
}
