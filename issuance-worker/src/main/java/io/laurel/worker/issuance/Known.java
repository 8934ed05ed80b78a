package io.laurel.worker.issuance;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Supersession;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was known of a batch's requests, badges and recipients when it was looked up.
 *
 * @param decided the requests that have an outcome already
 * @param newest each recipient's newest credential of each badge
 */
record Known(
        Map<CredentialId, Decided> decided,
        Map<OrganizationId, IssuingOrganization> organizations,
        Map<BadgeId, IssuableBadge> badges,
        Map<CohortId, Cohort> cohorts,
        Map<Holder, Held> newest) {

    /**
     * What a decision needs of a cohort.
     *
     * @param skipsHolders whether it issues nothing to anyone who has, or had, a credential of the badge
     */
    record Cohort(boolean cancelled, boolean skipsHolders) {}

    /** Whose credential of what. */
    record Holder(BadgeId badgeId, String email) {}

    /**
     * The newest credential of a holder.
     *
     * @param shortId null while the batch itself is about to issue it: it is numbered later
     */
    record Held(
            CredentialId id,
            @Nullable ShortId shortId,
            @Nullable Instant expiresAt,
            boolean revoked) {

        /** How a request at this time meets it; the first that fits, as a credential's status is computed. */
        Supersession met(Instant now) {
            if (revoked) {
                return Supersession.REVOKED;
            }
            if (expiresAt == null) {
                return Supersession.ACTIVE_NON_EXPIRING;
            }
            return expiresAt.isAfter(now) ? Supersession.ACTIVE_TIME_BOUND : Supersession.EXPIRED;
        }
    }

    /**
     * What a request ended as, and what must be told again when it comes again.
     *
     * @param fingerprint of the request's content, where its name came from the client
     */
    record Decided(
            Outcome outcome,
            @Nullable String fingerprint,
            @Nullable Superseded superseded) {}

    /**
     * The credential that an issued one follows.
     *
     * @param renewedAt when it was revoked for the renewal; null when it had ended before
     */
    record Superseded(
            CredentialId id, ShortId shortId, @Nullable Instant renewedAt) {}
}
