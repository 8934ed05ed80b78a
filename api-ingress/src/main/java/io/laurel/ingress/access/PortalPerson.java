package io.laurel.ingress.access;

import io.laurel.contracts.OrganizationId;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who is signed in to the portal of a district, as they are by now.
 *
 * @param id the account's
 * @param personId what the district calls them
 * @param email verified, lower-cased
 * @param roles the ids of those that they have
 */
public record PortalPerson(
        UUID id,
        String personId,
        String email,
        Set<String> roles,
        Permissions permissions,
        OrganizationId organization,
        String slug,
        Plan plan)
        implements Actor {

    @Override
    public Kind kind() {
        return Kind.ACCOUNT;
    }

    @Override
    public String name() {
        return email;
    }
}
