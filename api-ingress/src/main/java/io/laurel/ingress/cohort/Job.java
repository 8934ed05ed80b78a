package io.laurel.ingress.cohort;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a cohort is: total = successful + failed + skipped + invalid + what is not decided yet, or never will be where the
 * cohort was cancelled.
 *
 * @param sourceId the LMS source that brought it, if one did
 * @param dryRun whether its rows are only looked at; a dry run that was submitted is none any more
 * @param total the rows that were read so far
 * @param successful rows that ended as a credential; in a dry run, those that would
 * @param renewed those of the successful that follow an older credential
 * @param skipped rows whose recipient holds a credential that never expires
 * @param failed rows that were refused, such as by the quota
 * @param invalid rows that were not submitted
 * @param drift rows of a submitted dry run that were decided by another state of the recipient than planned; null before its end
 * @param pausedAt since when nothing more of it is submitted
 * @param error why the whole cohort failed
 */
record Job(
        UUID id,
        UUID badgeId,
        @Nullable UUID sourceId,
        boolean dryRun,
        String status,
        long total,
        long successful,
        long failed,
        long skipped,
        long renewed,
        long invalid,
        @Nullable Long drift,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant pausedAt,
        @Nullable Instant completedAt,
        @Nullable Double ratePerSecond,
        @Nullable Instant estimatedCompletion,
        @Nullable String error) {

    private static final Set<String> FINAL = Set.of("validated", "completed", "failed", "cancelled");

    @JsonIgnore
    boolean isFinal() {
        return FINAL.contains(status);
    }

    /** Another one whenever anything was counted or decided since, the same on every instance. */
    @JsonIgnore
    String version() {
        return String.join(
                "-",
                status + (pausedAt == null ? "" : "+paused"),
                Long.toString(total),
                Long.toString(invalid),
                Long.toString(successful),
                Long.toString(skipped),
                Long.toString(failed));
    }
}
