package io.laurel.worker.issuance;

import io.laurel.contracts.OrganizationId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs of an organization.
 *
 * @param website null where it gave none
 * @param monthlyRecipients how many different people may receive a credential in a calendar month (UTC)
 * @param signingKey the key in use, if one was made
 */
public record IssuingOrganization(
        OrganizationId id,
        String slug,
        String name,
        @Nullable String website,
        boolean approved,
        int monthlyRecipients,
        @Nullable UUID signingKey) {

    static int monthlyRecipients(String plan, @Nullable Integer contracted) {
        if (contracted != null) {
            return contracted;
        }
        return plan.equals("enterprise") ? 5_000 : 1_000;
    }
}
