package io.laurel.ingress.access;

import io.laurel.contracts.OrganizationId;
import java.util.Set;
import java.util.UUID;

/**
 * The organization on whose behalf a request is made, by the API key that it carries.
 *
 * @param name the key's
 * @param scopes what the key opens
 */
public record Caller(UUID id, String name, OrganizationId organization, String slug, Plan plan, Set<Scope> scopes)
        implements Actor {

    @Override
    public Kind kind() {
        return Kind.API_KEY;
    }
}
