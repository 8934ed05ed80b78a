package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.SteerCohort;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Finds cohorts that nobody runs, whether they are new or lost their instance, and runs them. There is one way to start a
 * job: look, lock, continue.
 */
@Component
public final class CohortJobs implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CohortJobs.class);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);

    private final Cohorts cohorts;
    private final CohortLocks locks;
    private final RunningJobs running;
    private final BrokenOffJobs brokenOff;
    private final JobOperator operator;
    private final Job job;
    private final CohortProperties properties;
    private final Clock clock;
    private final Map<CohortId, Instant> resting = new ConcurrentHashMap<>();
    private volatile @Nullable Threads threads;

    /** One thread looks; each job has one of its own, which mostly waits. */
    private record Threads(ScheduledExecutorService looking, ExecutorService working) {

        static Threads start() {
            return new Threads(
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().name("cohorts").daemon().factory()),
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("cohort-", 1).factory()));
        }
    }

    CohortJobs(
            Cohorts cohorts,
            CohortLocks locks,
            RunningJobs running,
            BrokenOffJobs brokenOff,
            JobOperator operator,
            Job importCohort,
            CohortProperties properties,
            Clock clock) {
        this.cohorts = cohorts;
        this.locks = locks;
        this.running = running;
        this.brokenOff = brokenOff;
        this.operator = operator;
        this.job = importCohort;
        this.properties = properties;
        this.clock = clock;
    }

    /** Takes note of the cohorts; an instance with a free place runs them soon. Harmless to repeat. */
    public void accept(List<ImportCohort> imports) {
        if (cohorts.record(imports) > 0) {
            lookSoon();
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
        lookSoon();
    }

    @Override
    public void start() {
        var started = Threads.start();
        threads = started;
        var interval = properties.lookInterval().toMillis();
        var _ = started.looking().scheduleWithFixedDelay(this::look, 0, interval, TimeUnit.MILLISECONDS);
        var _ = started.looking()
                .scheduleWithFixedDelay(this::clean, 0, CLEANING_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    /** Jobs stop at their next chunk and are continued elsewhere, or here after the next start. */
    @Override
    public void stop() {
        var stopping = threads;
        threads = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.looking().shutdown();
            running.stopAll();
            stopping.working().shutdown();
            if (!stopping.working().awaitTermination(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("Cohort jobs did not stop in time; they will be recovered");
            }
            locks.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookSoon() {
        soon(this::look);
    }

    private void soon(Runnable work) {
        var current = threads;
        if (current != null) {
            try {
                current.looking().execute(work);
            } catch (RejectedExecutionException e) {
                log.debug("Stopping: another instance will do it", e);
            }
        }
    }

    private void look() {
        try {
            if (!locks.areHeld()) {
                log.warn("The cohorts' locks are lost: stopping their jobs");
                running.stopAll();
            }
            cohorts.halted(running.cohorts()).forEach(running::stop);
            for (var cohort : cohorts.unfinished(properties.concurrentJobsOfOrganization())) {
                if (running.size() >= properties.concurrentJobs()) {
                    return;
                }
                if (!running.contains(cohort) && isRested(cohort) && locks.tryAcquire(cohort)) {
                    run(cohort);
                }
            }
        } catch (SQLException | RuntimeException | Error e) {
            // A task that throws anything is never run again.
            log.warn("Cannot look for cohorts; trying again", e);
        }
    }

    private boolean isRested(CohortId cohort) {
        var until = resting.get(cohort);
        return until == null || clock.instant().isAfter(until);
    }

    private void run(CohortId cohort) throws SQLException {
        var current = threads;
        if (current == null) {
            locks.release(cohort);
            return;
        }
        running.add(cohort);
        current.working().execute(() -> {
            try {
                runLocked(cohort);
            } catch (JobExecutionException | RuntimeException | Error e) {
                rest(cohort);
                log.atError().addKeyValue("cohort", cohort).setCause(e).log("Cohort cannot be run; trying again later");
            } finally {
                release(cohort);
            }
        });
    }

    private void runLocked(CohortId cohort) throws JobExecutionException {
        if (!cohorts.isUnfinished(cohort)) {
            return;
        }
        cohorts.begin(cohort);
        var parameters = ImportCohortJob.parameters(cohorts.get(cohort));
        brokenOff.recover(ImportCohortJob.NAME, parameters);
        log.atInfo().addKeyValue("cohort", cohort).log("Cohort job starts");
        report(cohort, operator.start(job, parameters));
    }

    private void report(CohortId cohort, JobExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            rest(cohort);
        }
        log.atInfo()
                .addKeyValue("cohort", cohort)
                .addKeyValue("status", execution.getStatus())
                .log("Cohort job ends");
    }

    private void rest(CohortId cohort) {
        resting.put(cohort, clock.instant().plus(properties.retryDelay()));
    }

    private void release(CohortId cohort) {
        try {
            locks.release(cohort);
        } catch (SQLException e) {
            log.atWarn().addKeyValue("cohort", cohort).setCause(e).log("Cohort's lock ends with the database session");
        } finally {
            running.remove(cohort);
            lookSoon();
        }
    }

    private void clean() {
        deleteUploads();
        deleteDryRunRows();
    }

    private void deleteUploads() {
        try {
            var pieces = cohorts.deleteUploads(properties.uploadRetention());
            if (pieces > 0) {
                log.atInfo().addKeyValue("pieces", pieces).log("Deleted uploads whose retention ended");
            }
        } catch (RuntimeException | Error e) {
            log.warn("Cannot delete uploads; trying again", e);
        }
    }

    /** A batch, then the next one soon: looking for cohorts goes on in between. */
    private void deleteDryRunRows() {
        try {
            var rows = cohorts.deleteDryRunRows(properties.uploadRetention(), properties.stageChunk());
            if (rows.isPresent()) {
                log.atInfo()
                        .addKeyValue("rows", rows.getAsInt())
                        .log("Deleted rows of a dry run whose retention ended");
                soon(this::deleteDryRunRows);
            }
        } catch (RuntimeException | Error e) {
            log.warn("Cannot delete the rows of dry runs; trying again", e);
        }
    }
}
