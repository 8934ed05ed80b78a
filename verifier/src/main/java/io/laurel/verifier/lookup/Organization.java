package io.laurel.verifier.lookup;

import io.laurel.contracts.OrganizationId;
import org.jspecify.annotations.Nullable;

/** The issuer, as it is now. */
public record Organization(
        OrganizationId id,
        String slug,
        String name,
        String status,
        String plan,
        @Nullable String website) {

    /** A suspended organization's credentials stay verifiable, with this check failed. */
    public boolean isActive() {
        return status.equals("approved");
    }

    public boolean isPaying() {
        return !plan.equals("free");
    }
}
