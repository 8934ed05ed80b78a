package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stages rows of an upload until its cohort is cancelled, and none after: what its end counted stays true. */
class UploadWriter implements ItemWriter<StagedRow> {

    private final Cohorts cohorts;
    private final CohortId cohort;
    private final RowWriter rows;

    UploadWriter(Cohorts cohorts, CohortId cohort, RowWriter rows) {
        this.cohorts = cohorts;
        this.cohort = cohort;
        this.rows = rows;
    }

    @Override
    public void write(Chunk<? extends StagedRow> chunk) throws JobInterruptedException {
        cohorts.hold(cohort);
        if (cohorts.isCancelled(cohort)) {
            throw new JobInterruptedException("the cohort is cancelled");
        }
        rows.write(chunk);
    }
}
