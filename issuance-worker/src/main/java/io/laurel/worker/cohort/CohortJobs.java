package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.SteerCohort;
import io.laurel.worker.run.ContinuedJobs;
import io.laurel.worker.run.LockedRuns;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Finds cohorts that nobody runs, whether they are new or lost their instance, and runs them. */
@Component
public final class CohortJobs implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CohortJobs.class);

    private final Cohorts cohorts;
    private final RunningJobs running;
    private final ContinuedJobs jobs;
    private final Job job;
    private final CohortProperties properties;
    private final LockedRuns runs;

    CohortJobs(
            Cohorts cohorts,
            RunningJobs running,
            ContinuedJobs jobs,
            Job importCohort,
            CohortProperties properties,
            DataSource dataSource,
            MeterRegistry metrics) {
        this.cohorts = cohorts;
        this.running = running;
        this.jobs = jobs;
        this.job = importCohort;
        this.properties = properties;
        this.runs = new LockedRuns(
                "cohort",
                dataSource,
                properties.concurrentJobs(),
                properties.lookInterval(),
                this::look,
                (id, _) -> running.stop(new CohortId(id)));
        metrics.gauge("laurel.worker.cohort.jobs.running", runs, LockedRuns::running);
    }

    /** Takes note of the cohorts; an instance with a free place runs them soon. Harmless to repeat. */
    public void accept(List<ImportCohort> imports) {
        if (cohorts.record(imports) > 0) {
            runs.lookSoon();
        }
    }

    /** Does what was asked of cohorts; what they are to do next, or no more, they are told soon. */
    public void steer(SteerCohort task) {
        // Its upload may have been announced to nobody yet.
        cohorts.record(List.of(new ImportCohort(task.cohortId(), task.organizationId())));
        var changed = cohorts.steer(task);
        log.atInfo()
                .addKeyValue("cohort", task.cohortId())
                .addKeyValue("move", task.move())
                .addKeyValue("changed", changed)
                .log("Cohort is steered");
        runs.lookSoon();
    }

    @Override
    public void start() {
        runs.start();
    }

    @Override
    public boolean isRunning() {
        return runs.isStarted();
    }

    /** Jobs stop at their next chunk. */
    @Override
    public void stop() {
        runs.stop();
    }

    private void look() throws SQLException {
        cohorts.halted(running.cohorts()).forEach(running::stop);
        for (var cohort : cohorts.unfinished(properties.concurrentJobsOfOrganization())) {
            runs.offer(cohort.value(), properties.retryDelay(), () -> run(cohort));
        }
    }

    private Duration run(CohortId cohort) throws JobExecutionException {
        if (!cohorts.isUnfinished(cohort)) {
            return Duration.ZERO;
        }
        cohorts.begin(cohort);
        log.atInfo().addKeyValue("cohort", cohort).log("Cohort job starts");
        var status =
                jobs.run(job, ImportCohortJob.parameters(cohorts.get(cohort))).getStatus();
        log.atInfo().addKeyValue("cohort", cohort).addKeyValue("status", status).log("Cohort job ends");
        return status == BatchStatus.COMPLETED ? Duration.ZERO : properties.retryDelay();
    }
}
