package io.laurel.worker.cohort;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How cohorts are worked on.
 *
 * @param concurrentJobs how many cohorts one instance runs at a time; the others wait, the oldest is next
 * @param concurrentJobsOfOrganization how many cohorts of one organization all instances together run at a time
 * @param maxRows of one upload
 * @param stageChunk rows per transaction while an upload is staged
 * @param sendChunk commands sent before the job's position is saved
 * @param maxUndecided commands of one cohort on the road at a time: what another cohort may have to wait behind
 * @param pollInterval how often a waiting job asks how many are decided
 * @param stalledAfter without any decision for so long, the undecided commands are sent once more
 * @param lookInterval how often an instance looks for cohorts that nobody runs
 * @param retryDelay how long a failed job rests
 * @param uploadRetention how long an upload is kept after its cohort has ended, and the rows of a dry run that nobody submits
 */
@ConfigurationProperties("laurel.cohort")
record CohortProperties(
        @DefaultValue("16") int concurrentJobs,
        @DefaultValue("4") int concurrentJobsOfOrganization,
        @DefaultValue("1000000") int maxRows,
        @DefaultValue("5000") int stageChunk,
        @DefaultValue("250") int sendChunk,
        @DefaultValue("1000") int maxUndecided,
        @DefaultValue("20ms") Duration pollInterval,
        @DefaultValue("30s") Duration stalledAfter,
        @DefaultValue("1s") Duration lookInterval,
        @DefaultValue("10s") Duration retryDelay,
        @DefaultValue("7d") Duration uploadRetention) {

    CohortProperties {
        require(concurrentJobs >= 1, "laurel.cohort.concurrent-jobs must be at least 1");
        require(concurrentJobsOfOrganization >= 1, "laurel.cohort.concurrent-jobs-of-organization must be at least 1");
        require(maxRows >= 1, "laurel.cohort.max-rows must be at least 1");
        require(stageChunk >= 1, "laurel.cohort.stage-chunk must be at least 1");
        require(sendChunk >= 1, "laurel.cohort.send-chunk must be at least 1");
        require(maxUndecided >= sendChunk, "laurel.cohort.max-undecided must hold at least one send-chunk");
        require(pollInterval.isPositive(), "laurel.cohort.poll-interval must be positive");
        require(stalledAfter.isPositive(), "laurel.cohort.stalled-after must be positive");
        require(lookInterval.isPositive(), "laurel.cohort.look-interval must be positive");
        require(!retryDelay.isNegative(), "laurel.cohort.retry-delay must not be negative");
        require(!uploadRetention.isNegative(), "laurel.cohort.upload-retention must not be negative");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
