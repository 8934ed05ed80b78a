package io.laurel.ingress.cohort;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a cohort is: total = successful + failed + skipped + invalid + what is not decided yet.
 *
 * @param total the rows that were read so far
 * @param successful rows that ended as a credential; in a dry run, those that would
 * @param renewed those of the successful that follow an older credential
 * @param skipped rows whose recipient holds a credential that never expires
 * @param failed rows that were refused, such as by the quota
 * @param invalid rows that were not submitted
 * @param error why the whole cohort failed
 */
record Job(
        UUID id,
        UUID badgeId,
        boolean dryRun,
        String status,
        long total,
        long successful,
        long failed,
        long skipped,
        long renewed,
        long invalid,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Double ratePerSecond,
        @Nullable Instant estimatedCompletion,
        @Nullable String error) {}
