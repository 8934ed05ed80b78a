package io.laurel.ingress.cohort;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a cohort ended as.
 *
 * @param line where the row begins in the file; null where the rows did not come as lines
 * @param recipientState how the recipient stood to the badge: new, expired, active_time_bound, revoked,
 *     active_non_expiring, over_quota or invalid; null while undecided
 * @param plannedState the state that the dry run saw, where there was one
 * @param outcome issued, skipped, failed, cancelled, invalid or undecided; in a dry run valid, skipped, failed or invalid
 * @param credentialId the short id of what was issued
 */
record ResultRow(
        int row,
        @Nullable Integer line,
        @Nullable String name,
        @Nullable String email,
        @Nullable String recipientState,
        @Nullable String plannedState,
        String outcome,
        @Nullable String reason,
        @Nullable String credentialId,
        @Nullable UUID id) {}
