package io.laurel.ingress.apikey;

import io.laurel.contracts.OrganizationId;
import io.laurel.web.ApiException;
import java.util.UUID;

/**
 * The organization on whose behalf a request is made, by the API key that it carries.
 *
 * @param slug the organization's name in addresses
 */
public record Caller(UUID keyId, OrganizationId organization, String slug, boolean isFree, int requestsPerMinute) {

    /** What the Free plan does not include. */
    public void requirePaidPlan() {
        if (isFree) {
            throw ApiException.forbidden("API access requires Professional plan");
        }
    }
}
