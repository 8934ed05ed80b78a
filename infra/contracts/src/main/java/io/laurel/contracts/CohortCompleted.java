package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cohort ended, one way or another. A dry run is not told.
 *
 * @param failure one sentence for a person where the upload could not be used, else null
 * @param startedAt null where it ended before anyone began
 */
public record CohortCompleted(
        EventId eventId,
        CohortId cohortId,
        OrganizationId organizationId,
        BadgeId badgeId,
        Status status,
        @Nullable String failure,
        Counts counts,
        Instant createdAt,
        @Nullable Instant startedAt,
        Instant finishedAt)
        implements CohortEvent {

    /** How it ended. */
    public enum Status {
        /** Every row that could be submitted is decided. */
        COMPLETED,
        /** The upload could not be used: none of its rows counts. */
        FAILED,
        /** What was not decided yet is left out. */
        CANCELLED
    }

    /**
     * What became of the rows, as the bulk API counts them.
     *
     * @param total all rows of the upload
     * @param successful issued, the renewed ones included
     * @param renewed issued to someone who had held the badge before
     * @param skipped held already, for good
     * @param failed submitted and rejected for another reason
     * @param invalid never submitted
     */
    public record Counts(long total, long successful, long renewed, long skipped, long failed, long invalid) {}

    /** A cohort that is taken up again after its end, ends again: another happening, at another time. */
    public static EventId eventIdOf(CohortId cohort, Instant finishedAt) {
        return new EventId(UuidCreator.getNameBasedSha1(cohort.value(), "completed/" + finishedAt.toEpochMilli()));
    }

    @Override
    public String key() {
        return cohortId.toString();
    }
}
