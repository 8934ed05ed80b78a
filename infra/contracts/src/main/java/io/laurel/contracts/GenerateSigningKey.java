package io.laurel.contracts;

/** Make an organization's signing key, unless it has one. The private half never leaves the worker. */
public record GenerateSigningKey(OrganizationId organizationId) implements IssuanceTask {

    @Override
    public String key() {
        return organizationId.toString();
    }
}
