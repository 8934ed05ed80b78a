package io.laurel.ingress.subscription;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Plan;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows an organization's plan, lets its owners wish for another, and lets the platform's administrator set it. */
@RestController
class SubscriptionController {

    private final Subscriptions subscriptions;
    private final PlanChanges changes;
    private final Clock clock;

    SubscriptionController(Subscriptions subscriptions, PlanChanges changes, Clock clock) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.clock = clock;
    }

    record Wanted(@Nullable String plan) {}

    record Terms(
            @Nullable String plan,
            @Nullable String subscriptionSource,
            @Nullable String grantExpiresAt,
            @Nullable Integer contractedMonthlyRecipients) {}

    @AllowedTo(Audience.OWNER)
    @GetMapping("/api/organizations/{orgId}/plan")
    Subscription get(Member owner) {
        return subscriptions.get(owner.organization());
    }

    /** 200 where the plan holds now, 202 where somebody has to decide. */
    @AllowedTo(Audience.OWNER)
    @PostMapping("/api/organizations/{orgId}/plan")
    ResponseEntity<Subscription> wish(Member owner, @RequestBody Wanted body) {
        var status = switch (changes.wish(owner, plan(body.plan()))) {
            case GRANTED -> HttpStatus.OK;
            case WAITS -> HttpStatus.ACCEPTED;
        };
        return ResponseEntity.status(status).body(subscriptions.get(owner.organization()));
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @PutMapping("/api/admin/organizations/{id}/plan")
    Subscription set(Account administrator, @PathVariable UUID id, @RequestBody Terms body) {
        var organization = new OrganizationId(id);
        changes.set(administrator, organization, checked(body));
        return subscriptions.get(organization);
    }

    private PlanChanges.Terms checked(Terms body) {
        var plan = plan(body.plan());
        var source = Source.named(body.subscriptionSource() == null ? "" : body.subscriptionSource())
                .orElseThrow(() -> ApiException.invalid("subscriptionSource", "must be one of paid, granted, partner"));
        var ends = body.grantExpiresAt() == null ? null : time(body.grantExpiresAt());
        if (ends != null && (source == Source.PAID || !plan.isPaid())) {
            throw ApiException.invalid("grantExpiresAt", "is for plans that are granted, or a partner's");
        }
        if (ends != null && !ends.isAfter(clock.instant())) {
            throw ApiException.invalid("grantExpiresAt", "must be in the future");
        }
        var contracted = body.contractedMonthlyRecipients();
        if (contracted != null && (contracted < 0 || !plan.isPaid())) {
            throw ApiException.invalid("contractedMonthlyRecipients", "must be 0 or more, and is for paid plans");
        }
        return new PlanChanges.Terms(plan, source, ends, contracted);
    }

    private static Plan plan(@Nullable String name) {
        return Arrays.stream(Plan.values())
                .filter(plan -> plan.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("plan", "must be one of free, professional, enterprise"));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw ApiException.invalid("grantExpiresAt", "must be a time such as 2027-01-31T00:00:00Z");
        }
    }
}
