package io.laurel.worker.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cohort: what its rows have in common.
 *
 * @param format of the upload; null where there is none, because the rows were staged by whoever brought them
 * @param hasLines whether the upload's lines are those of what was sent
 * @param run how often it was taken up again after an end
 * @param attempt how often its failed rows were retried
 * @param isPlanned whether it began as a dry run, so that its rows say what is planned for them
 * @param isStaged whether all its rows are there
 * @param createdAt when the ingress accepted it
 */
record Cohort(
        CohortId id,
        OrganizationId organizationId,
        BadgeId badgeId,
        boolean dryRun,
        @Nullable String format,
        boolean hasLines,
        int run,
        int attempt,
        boolean isPlanned,
        boolean isStaged,
        Instant createdAt) {}
