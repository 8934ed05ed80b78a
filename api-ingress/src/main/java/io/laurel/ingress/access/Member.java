package io.laurel.ingress.access;

import io.laurel.contracts.OrganizationId;
import java.util.UUID;

/** Somebody who is signed in and has a role in the organization that the request is about. */
public record Member(Account account, Role role, OrganizationId organization, String slug, Plan plan) implements Actor {

    @Override
    public Kind kind() {
        return Kind.ACCOUNT;
    }

    @Override
    public UUID id() {
        return account.id();
    }

    @Override
    public String name() {
        return account.email();
    }
}
