package io.laurel.worker.lms;

import io.laurel.worker.cohort.BrokenOffJobs;
import io.laurel.worker.cohort.Staging;
import io.laurel.worker.lms.profile.ExportRow;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

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

    private final JobRepository jobs;
    private final JobOperator operator;
    private final BrokenOffJobs brokenOff;
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
            JobOperator operator,
            BrokenOffJobs brokenOff,
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
        this.operator = operator;
        this.brokenOff = brokenOff;
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

    /** To be called only by the holder of the source's lock: whoever else read the file is gone. */
    void run(Source source, LmsFile file) throws JobExecutionException {
        var parameters = new JobParametersBuilder()
                .addString(FILE, file.id().toString())
                .addLong(ATTEMPT, (long) file.attempt())
                .toJobParameters();
        brokenOff.recover(NAME, parameters);
        var execution = operator.start(job(source, file), parameters);
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new JobExecutionException(
                    "reading " + file.id() + " ended " + execution.getStatus() + execution.getAllFailureExceptions());
        }
    }

    private Job job(Source source, LmsFile file) {
        var read = read(source, file);
        var take = step("take", () -> take(source, file));
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
        var reader = new ExportReader(database, source, file);
        return new StepBuilder(READ, jobs)
                .<ExportRow, ExportRow>chunk(settings.chunk())
                .transactionManager(transactions)
                .reader(reader)
                .writer(new ExportWriter(database, copying, staging, metrics, source, file))
                .interruptionPolicy(ReadExportJob::stopWhenAsked)
                .listener(reader)
                .build();
    }

    private Step step(String name, Runnable work) {
        return new StepBuilder(name, jobs)
                .tasklet(
                        (contribution, context) -> {
                            work.run();
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
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

    private static void stopWhenAsked(StepExecution step) throws JobInterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            step.setTerminateOnly();
        }
        if (step.isTerminateOnly()) {
            throw new JobInterruptedException("stopped between two chunks");
        }
    }
}
