package io.laurel.ingress.organization;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Founds organizations, shows somebody theirs, and changes them. */
@RestController
class OrganizationController {

    private final Organizations organizations;
    private final Founding founding;
    private final Changes changes;

    OrganizationController(Organizations organizations, Founding founding, Changes changes) {
        this.organizations = organizations;
        this.founding = founding;
        this.changes = changes;
    }

    /** What somebody founds. */
    record Wanted(
            @Nullable String name,
            @Nullable String slug,
            @Nullable String description,
            @Nullable String website) {}

    @AllowedTo(Audience.SIGNED_IN)
    @PostMapping("/api/organizations")
    ResponseEntity<Organization> found(Account founder, @RequestBody Wanted body) {
        var rules = new OrganizationRules();
        var wanted = new Founding.Wanted(
                rules.name(body.name()),
                rules.slug(body.slug()),
                rules.description(body.description()),
                rules.website(body.website()));
        rules.check();
        var id = founding.found(founder, wanted);
        return ResponseEntity.created(URI.create("/api/organizations/" + id)).body(organizations.get(id, founder.id()));
    }

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/organizations")
    Page<Organization> list(Account account, HttpServletRequest request) {
        return organizations.of(account, PageRequest.of(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}")
    Organization get(Member member) {
        return organizations.get(member.organization().value(), member.id());
    }

    @AllowedTo(Audience.ADMIN)
    @PatchMapping("/api/organizations/{orgId}")
    Organization change(Member member, @RequestBody JsonNode body) {
        if (!body.isObject()) {
            throw ApiException.validation("The body must be a JSON object.");
        }
        changes.change(member, body);
        return get(member);
    }

    @AllowedTo(Audience.ADMIN)
    @PostMapping("/api/organizations/{orgId}/resubmit")
    Organization resubmit(Member member) {
        changes.resubmit(member);
        return get(member);
    }
}
