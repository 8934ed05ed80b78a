package io.laurel.ingress.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.Role;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization as its members see it.
 *
 * @param reviewReason why it was rejected or suspended, in the words of the platform's administrator
 * @param plan what it is now: a granted one that has ended is Free
 * @param emailEnabled whether recipients are told by mail
 * @param role of the member who asks; left out where somebody else does
 */
record Organization(
        UUID id,
        String name,
        String slug,
        @Nullable String description,
        @Nullable String website,
        Status status,
        @Nullable String reviewReason,
        Plan plan,
        boolean emailEnabled,
        URI profileUrl,
        Instant createdAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Role role) {

    /**
     * An organization as the platform's administrator sees it.
     *
     * @param createdBy the founder's address
     * @param subscribedPlan the plan that was bought or granted, whether or not it has ended
     * @param requestedPlan what an owner has asked for
     */
    record Reviewed(
            @JsonUnwrapped Organization organization,
            @Nullable String createdBy,
            Plan subscribedPlan,
            String subscriptionSource,
            @Nullable Instant grantExpiresAt,
            @Nullable Integer contractedMonthlyRecipients,
            @Nullable Plan requestedPlan) {}
}
