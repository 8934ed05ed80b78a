package io.laurel.ingress.subscription;

import io.laurel.ingress.access.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organization's plan and what is used of it.
 *
 * @param plan what was bought or granted
 * @param effectivePlan what holds now: a granted plan that has ended is Free
 * @param requestedPlan what an owner has asked for and the platform's administrator has not decided
 */
record Subscription(
        Plan plan,
        Plan effectivePlan,
        Source subscriptionSource,
        @Nullable Instant grantExpiresAt,
        @Nullable Integer contractedMonthlyRecipients,
        @Nullable Plan requestedPlan,
        Month month,
        Keys apiKeys,
        Usage owners,
        Usage badges) {

    /**
     * The recipients of the calendar month (UTC).
     *
     * @param until when the count begins anew
     */
    record Month(Instant from, Instant until, int used, int limit) {}

    /**
     * How many there are, and how many there may be.
     *
     * @param limit null where the plan sets none
     */
    record Usage(int used, @Nullable Integer limit) {}

    /**
     * The keys that open {@code /api/v1} and were not revoked.
     *
     * @param working those among them that the plan lets work: the oldest
     */
    record Keys(int used, @Nullable Integer limit, int working) {}
}
