package io.laurel.worker.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import java.time.Instant;

/**
 * A cohort: what its rows have in common.
 *
 * @param format of the upload
 * @param createdAt when the ingress accepted it
 */
record Cohort(
        CohortId id,
        OrganizationId organizationId,
        BadgeId badgeId,
        boolean dryRun,
        String format,
        Instant createdAt) {}
