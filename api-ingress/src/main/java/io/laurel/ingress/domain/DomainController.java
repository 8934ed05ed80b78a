package io.laurel.ingress.domain;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where owners prove their organization's domain. */
@RestController
class DomainController {

    private final Domains domains;
    private final Verification verification;

    DomainController(Domains domains, Verification verification) {
        this.domains = domains;
        this.verification = verification;
    }

    record Wanted(@Nullable String domain) {}

    @AllowedTo(Audience.OWNER)
    @PostMapping("/api/organizations/{orgId}/domain")
    ResponseEntity<Domain> start(Member owner, @RequestBody Wanted body) {
        boolean isNew = verification.start(owner, DomainName.of(body.domain()));
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(get(owner));
    }

    @AllowedTo(Audience.OWNER)
    @GetMapping("/api/organizations/{orgId}/domain")
    Domain get(Member owner) {
        return domains.find(owner.organization())
                .map(kept -> domain(kept, owner))
                .orElseThrow(Verification::notFound);
    }

    @AllowedTo(Audience.OWNER)
    @PostMapping("/api/organizations/{orgId}/domain/verify")
    Domain verify(Member owner) {
        verification.verify(owner);
        return get(owner);
    }

    @AllowedTo(Audience.OWNER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DeleteMapping("/api/organizations/{orgId}/domain")
    void remove(Member owner) {
        verification.remove(owner);
    }

    private static Domain domain(Domains.Kept kept, Member owner) {
        boolean isVerified = kept.verifiedAt() != null;
        return new Domain(
                kept.domain().unicode(),
                isVerified ? Domain.State.VERIFIED : Domain.State.PENDING,
                isVerified && owner.plan().isPaid(),
                new Domain.Txt("TXT", kept.domain().recordName(), kept.proof()),
                kept.createdAt(),
                kept.verifiedAt());
    }
}
