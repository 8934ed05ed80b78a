package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
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

    private final Map<CohortId, Optional<JobExecution>> jobs = new ConcurrentHashMap<>();

    RunningJobs(MeterRegistry metrics) {
        metrics.gaugeMapSize("laurel.worker.cohort.jobs.running", java.util.List.of(), jobs);
    }

    int size() {
        return jobs.size();
    }

    boolean contains(CohortId cohort) {
        return jobs.containsKey(cohort);
    }

    void add(CohortId cohort) {
        jobs.put(cohort, Optional.empty());
    }

    void remove(CohortId cohort) {
        jobs.remove(cohort);
    }

    @Override
    public void beforeJob(JobExecution execution) {
        jobs.put(ImportCohortJob.cohortOf(execution), Optional.of(execution));
    }

    Set<CohortId> cohorts() {
        return Set.copyOf(jobs.keySet());
    }

    /** Asks all to stop where they are; each is continued by whoever finds it next. */
    void stopAll() {
        jobs.keySet().forEach(this::stop);
    }

    /** Asks one to stop where it is. */
    void stop(CohortId cohort) {
        jobs.getOrDefault(cohort, Optional.empty()).ifPresent(RunningJobs::stop);
    }

    /** In memory only: the tables of a job belong to the thread that runs it. */
    private static void stop(JobExecution execution) {
        execution.upgradeStatus(BatchStatus.STOPPING);
        execution.getStepExecutions().forEach(StepExecution::setTerminateOnly);
    }
}
