package io.laurel.ingress.organization;

import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the platform's administrator reads what waits, and decides. */
@RestController
class ReviewController {

    private final Organizations organizations;
    private final Reviews reviews;

    ReviewController(Organizations organizations, Reviews reviews) {
        this.organizations = organizations;
        this.reviews = reviews;
    }

    /** Why. */
    record Reason(@Nullable String reason) {}

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @GetMapping("/api/admin/organizations")
    Page<Organization.Reviewed> list(
            @RequestParam(required = false) @Nullable String status, HttpServletRequest request) {
        var wanted = status == null
                ? null
                : Status.named(status)
                        .orElseThrow(() -> ApiException.invalid(
                                "status", "must be one of pending_review, approved, rejected, suspended"));
        return organizations.all(wanted, PageRequest.of(request));
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @GetMapping("/api/admin/organizations/{id}")
    Organization.Reviewed get(@PathVariable UUID id) {
        return organizations.review(id);
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @PostMapping("/api/admin/organizations/{id}/approve")
    Organization.Reviewed approve(
            Account administrator, @PathVariable UUID id, @RequestBody(required = false) @Nullable Reason body) {
        return decide(administrator, id, Decision.APPROVE, body);
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @PostMapping("/api/admin/organizations/{id}/reject")
    Organization.Reviewed reject(
            Account administrator, @PathVariable UUID id, @RequestBody(required = false) @Nullable Reason body) {
        return decide(administrator, id, Decision.REJECT, body);
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @PostMapping("/api/admin/organizations/{id}/suspend")
    Organization.Reviewed suspend(
            Account administrator, @PathVariable UUID id, @RequestBody(required = false) @Nullable Reason body) {
        return decide(administrator, id, Decision.SUSPEND, body);
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @PostMapping("/api/admin/organizations/{id}/reinstate")
    Organization.Reviewed reinstate(
            Account administrator, @PathVariable UUID id, @RequestBody(required = false) @Nullable Reason body) {
        return decide(administrator, id, Decision.REINSTATE, body);
    }

    private Organization.Reviewed decide(Account administrator, UUID id, Decision decision, @Nullable Reason body) {
        var rules = new OrganizationRules();
        var reason = rules.reason(body == null ? null : body.reason(), decision.needsReason());
        rules.check();
        reviews.decide(administrator, id, decision, reason);
        return organizations.review(id);
    }
}
