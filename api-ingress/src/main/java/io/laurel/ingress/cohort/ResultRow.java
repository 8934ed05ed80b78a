package io.laurel.ingress.cohort;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a cohort ended as.
 *
 * @param recipientState how the recipient stood to the badge: new, expired, active_time_bound, revoked,
 *     active_non_expiring or invalid; null while undecided
 * @param outcome issued, skipped, failed, invalid or undecided; in a dry run valid, skipped or invalid
 * @param credentialId the short id of what was issued
 */
record ResultRow(
        int row,
        @Nullable String name,
        @Nullable String email,
        @Nullable String recipientState,
        String outcome,
        @Nullable String reason,
        @Nullable String credentialId,
        @Nullable UUID id) {}
