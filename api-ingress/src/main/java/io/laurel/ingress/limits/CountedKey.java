package io.laurel.ingress.limits;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The API key of a request, live when the request was counted.
 *
 * @param isSurplus whether the plan does not include it, as the older keys are as many as it has
 * @param verdict of the key's own limit
 */
public record CountedKey(
        UUID id,
        String name,
        OrganizationId organization,
        String slug,
        Plan plan,
        boolean isSurplus,
        Set<Scope> scopes,
        Verdict verdict)
        implements Live {

    /** The same key in a request that was not counted. */
    CountedKey uncounted(Instant now, Instant minuteEnd) {
        var uncounted = new Verdict(verdict.limit(), verdict.window(), 0, now, minuteEnd);
        return new CountedKey(id, name, organization, slug, plan, isSurplus, scopes, uncounted);
    }
}
