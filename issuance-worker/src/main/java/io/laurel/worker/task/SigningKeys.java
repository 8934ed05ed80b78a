package io.laurel.worker.task;

import io.laurel.contracts.OrganizationId;

/** Makes signing keys. */
@FunctionalInterface
public interface SigningKeys {

    /** Makes the organization's signing key, unless it has one. */
    void generate(OrganizationId organization);
}
