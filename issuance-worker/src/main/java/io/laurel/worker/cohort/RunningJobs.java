package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** The jobs that this instance runs now. */
@Component
class RunningJobs implements JobExecutionListener {

    private final Map<CohortId, JobExecution> jobs = new ConcurrentHashMap<>();

    @Override
    public void beforeJob(JobExecution execution) {
        jobs.put(ImportCohortJob.cohortOf(execution), execution);
    }

    @Override
    public void afterJob(JobExecution execution) {
        jobs.remove(ImportCohortJob.cohortOf(execution));
    }

    Set<CohortId> cohorts() {
        return Set.copyOf(jobs.keySet());
    }

    /** Asks one to stop where it is, in memory only: the tables of a job belong to the thread that runs it. */
    void stop(CohortId cohort) {
        var execution = jobs.get(cohort);
        if (execution != null) {
            execution.upgradeStatus(BatchStatus.STOPPING);
            execution.getStepExecutions().forEach(StepExecution::setTerminateOnly);
        }
    }
}
