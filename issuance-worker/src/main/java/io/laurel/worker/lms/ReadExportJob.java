package io.laurel.worker.lms;

import io.laurel.worker.cohort.Staging;
import io.laurel.worker.failure.Failures;
import io.laurel.worker.lms.profile.ExportRow;
import io.laurel.worker.run.ContinuedJobs;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job that reads a copied export: its rows, chunk by chunk, and then in one transaction either the cohort or the rejection.
 * It can be broken off at any point and continued by another worker.
 */
@Component
class ReadExportJob {

    private static final String NAME = "readExport";
    private static final String FILE = "file";
    private static final String READ = "read";
    private static final String ATTEMPT = "attempt";
    private static final int DISCARDED_AT_ONCE = 10_000;
    private static final int MOST_ATTEMPTS = 5;

    private static final Logger log = LoggerFactory.getLogger(ReadExportJob.class);

    private final JobRepository jobs;
    private final ContinuedJobs continued;
    private final PlatformTransactionManager transactions;
    private final JdbcClient database;
    private final JdbcTemplate copying;
    private final Staging staging;
    private final Ledger ledger;
    private final Reports reports;
    private final Watcher watcher;
    private final LmsSettings settings;
    private final MeterRegistry metrics;

    ReadExportJob(
            JobRepository jobs,
            ContinuedJobs continued,
            PlatformTransactionManager transactions,
            JdbcClient database,
            JdbcTemplate copying,
            Staging staging,
            Ledger ledger,
            Reports reports,
            Watcher watcher,
            LmsSettings settings,
            MeterRegistry metrics) {
        this.jobs = jobs;
        this.continued = continued;
        this.transactions = transactions;
        this.database = database;
        this.copying = copying;
        this.staging = staging;
        this.ledger = ledger;
        this.reports = reports;
        this.watcher = watcher;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Reads the file, or gives it up. To be called only by the holder of the source's lock: whoever else read the file is gone.
     *
     * @throws JobExecutionException when it is to be tried again
     */
    void run(Source source, LmsFile file) throws JobExecutionException {
        var parameters = new JobParametersBuilder()
                .addString(FILE, file.id().toString())
                .addLong(ATTEMPT, (long) file.attempt())
                .toJobParameters();
        if (ledger.isHopeless(file, MOST_ATTEMPTS)) {
            giveUp(file, null);
            return;
        }
        ledger.trying(file);
        var execution = attempt(source, file, parameters);
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return;
        }
        var failure = failure(file, execution);
        if (isNoFaultOfTheFile(execution)) {
            takeBack(file, failure);
        } else if (ledger.isHopeless(file, MOST_ATTEMPTS)) {
            giveUp(file, failure);
            return;
        }
        throw failure;
    }

    private JobExecution attempt(Source source, LmsFile file, JobParameters parameters) throws JobExecutionException {
        try {
            return continued.run(job(source, file), parameters);
        } catch (RuntimeException e) {
            // The job's own state could not be saved.
            if (Thread.currentThread().isInterrupted() || Failures.isDatabaseAway(e)) {
                takeBack(file, e);
            }
            throw e;
        }
    }

    /** An interrupted thread has no use of the database: a virtual one that waits for an answer loses the connection. */
    private void takeBack(LmsFile file, Exception reason) {
        var isInterrupted = Thread.interrupted();
        try {
            ledger.didNotTry(file);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static JobExecutionException failure(LmsFile file, JobExecution execution) {
        var failures = execution.getAllFailureExceptions();
        var failure = new JobExecutionException("reading " + file.id() + " ended " + execution.getStatus() + failures);
        failures.forEach(failure::addSuppressed);
        return failure;
    }

    private static boolean isNoFaultOfTheFile(JobExecution execution) {
        return execution.getStatus() == BatchStatus.STOPPED
                || Thread.currentThread().isInterrupted()
                || execution.getAllFailureExceptions().stream().anyMatch(Failures::isDatabaseAway);
    }

    /** There is no cohort, and nothing was issued; what was staged is thrown away as if a line had broken the file. */
    private void giveUp(LmsFile file, @Nullable JobExecutionException last) {
        var row = ledger.rowsRead(file);
        while (staging.discard(file.cohort(), DISCARDED_AT_ONCE) > 0) {
            // Each portion is a transaction of its own.
        }
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            ledger.reject(
                    file,
                    "The file could not be read to its end in %d attempts; the last one stopped behind row %d."
                            .formatted(MOST_ATTEMPTS, row));
            reports.make(file);
        });
        metrics.counter("laurel.worker.lms.given_up").increment();
        log.atError()
                .addKeyValue("source", file.sourceId())
                .addKeyValue("file", file.id())
                .addKeyValue("row", row)
                .setCause(last)
                .log("File is given up: it could not be read to its end");
    }

    private Job job(Source source, LmsFile file) {
        var read = read(source, file);
        var take = continued.step("take", _ -> take(source, file));
        var reject = new StepBuilder("reject", jobs)
                .tasklet(
                        (contribution, context) ->
                                reject(file, contribution.getStepExecution().getJobExecution()),
                        transactions)
                .build();
        return new JobBuilder(NAME, jobs)
                .start(read)
                .on(ExportReader.BROKEN)
                .to(reject)
                .from(read)
                .on("COMPLETED")
                .to(take)
                .from(read)
                .on("*")
                .fail()
                .end()
                .build();
    }

    private Step read(Source source, LmsFile file) {
        var reader = new ExportReader(database, ledger, source, file);
        return new StepBuilder(READ, jobs)
                .<ExportRow, ExportRow>chunk(settings.chunk())
                .transactionManager(transactions)
                .reader(reader)
                .writer(new ExportWriter(database, copying, staging, metrics, source, file))
                .interruptionPolicy(ContinuedJobs::stopWhenAsked)
                .listener(reader)
                .build();
    }

    private void take(Source source, LmsFile file) {
        watcher.reached(Point.READ);
        var earned = ledger.taken(file);
        if (earned > 0) {
            staging.begin(file.cohort(), source.organizationId(), source.badgeId(), source.id());
        }
        reports.make(file);
    }

    /** What was staged before the line that breaks the file is thrown away, some of it at a time. */
    private RepeatStatus reject(LmsFile file, JobExecution execution) {
        if (staging.discard(file.cohort(), DISCARDED_AT_ONCE) > 0) {
            return RepeatStatus.CONTINUABLE;
        }
        watcher.reached(Point.READ);
        var read = Objects.requireNonNull(jobs.getLastStepExecution(execution.getJobInstance(), READ));
        ledger.reject(file, read.getExitStatus().getExitDescription());
        reports.make(file);
        return RepeatStatus.FINISHED;
    }
}
