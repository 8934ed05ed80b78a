package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.IssueCredential;
import io.laurel.worker.run.ContinuedJobs;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * The job: stage, refuse duplicates, then plan (dry run) or submit and wait for the decisions. Every step can be broken off
 * at any point and continued by another instance.
 */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableJdbcJobRepository(databaseType = "POSTGRES", isolationLevelForCreate = Isolation.READ_COMMITTED)
@EnableConfigurationProperties(CohortProperties.class)
class ImportCohortJob {

    private static final String NAME = "importCohort";
    private static final String COHORT = "cohort";
    private static final String RUN = "run";
    private static final String STAGE = "stage";
    private static final String SUBMIT = "submit";
    private static final String SETTLE = "settle";
    private static final String SUBMIT_WITHIN_QUOTA = "submitWithinQuota";
    private static final String SETTLE_WITHIN_QUOTA = "settleWithinQuota";
    private static final String REOPENED = "reopened.row";
    private static final FlowExecutionStatus DRY_RUN = new FlowExecutionStatus("DRY_RUN");
    private static final FlowExecutionStatus UPLOADED = new FlowExecutionStatus("UPLOADED");
    private static final FlowExecutionStatus STAGED = new FlowExecutionStatus("STAGED");
    private static final FlowExecutionStatus SUBMITTED = new FlowExecutionStatus("SUBMITTED");
    private static final FlowExecutionStatus RETRIED = new FlowExecutionStatus("RETRIED");
    private static final FlowExecutionStatus PLANNED = new FlowExecutionStatus("PLANNED");
    private static final String ANY = "*";

    private final JobRepository jobs;
    private final ContinuedJobs continued;
    private final Cohorts cohorts;
    private final CohortProperties properties;
    private final PlatformTransactionManager transactions;
    private final PlatformTransactionManager noTransactions = new ResourcelessTransactionManager();

    ImportCohortJob(
            JobRepository jobs,
            ContinuedJobs continued,
            Cohorts cohorts,
            CohortProperties properties,
            PlatformTransactionManager transactions) {
        this.jobs = jobs;
        this.continued = continued;
        this.cohorts = cohorts;
        this.properties = properties;
        this.transactions = transactions;
    }

    /** Each run is a job of its own: what has ended cannot be continued. */
    static JobParameters parameters(Cohort cohort) {
        var parameters =
                new JobParametersBuilder().addString(COHORT, cohort.id().toString());
        if (cohort.run() > 0) {
            parameters.addLong(RUN, (long) cohort.run());
        }
        return parameters.toJobParameters();
    }

    static CohortId cohortOf(JobExecution execution) {
        return new CohortId(UUID.fromString(
                Objects.requireNonNull(execution.getJobParameters().getString(COHORT))));
    }

    @Bean
    Job importCohort(
            Step stage,
            StagedRows rows,
            Step reopen,
            Step submitWithinQuota,
            Step settleWithinQuota,
            Step submit,
            Step settle,
            RunningJobs running) {
        var refuseDuplicates = step("refuseDuplicates", cohort -> {
            cohorts.finishStaging(cohort);
            rows.refuseDuplicates(cohorts.get(cohort));
            cohorts.countRows(cohort);
        });
        JobExecutionDecider entrance = (execution, step) -> entrance(cohorts.get(cohortOf(execution)));
        var plan = step("plan", cohort -> rows.plan(cohorts.get(cohort)));
        JobExecutionDecider kind = (execution, step) ->
                cohorts.get(cohortOf(execution)).dryRun() ? DRY_RUN : FlowExecutionStatus.COMPLETED;
        JobExecutionDecider order = (execution, step) ->
                cohorts.get(cohortOf(execution)).isPlanned() ? PLANNED : FlowExecutionStatus.COMPLETED;
        return new JobBuilder(NAME, jobs)
                .listener(running)
                .start(entrance)
                .on(RETRIED.getName())
                .to(reopen)
                .next(order)
                .on(PLANNED.getName())
                .to(submitWithinQuota)
                .next(settleWithinQuota)
                .next(submit)
                .next(settle)
                .next(step("completed", cohorts::finishCompleted))
                .from(entrance)
                .on(SUBMITTED.getName())
                .to(order)
                .on(ANY)
                .to(submit)
                .from(entrance)
                .on(STAGED.getName())
                .to(refuseDuplicates)
                .from(entrance)
                .on(ANY)
                .to(stage)
                .on(UploadReader.BROKEN)
                .to(continued.step("failed", this::fail))
                .from(stage)
                .on("COMPLETED")
                .to(refuseDuplicates)
                .from(stage)
                .on(ANY)
                .fail()
                .from(refuseDuplicates)
                .next(kind)
                .on(DRY_RUN.getName())
                .to(plan)
                .next(step("validated", cohorts::finishValidated))
                .from(kind)
                .on(ANY)
                .to(submit)
                .end()
                .build();
    }

    private static FlowExecutionStatus entrance(Cohort cohort) {
        if (cohort.run() > 0) {
            return cohort.attempt() > 0 ? RETRIED : SUBMITTED;
        }
        return cohort.isStaged() ? STAGED : UPLOADED;
    }

    @Bean
    Step stage(UploadReader uploadReader, UploadWriter uploadWriter) {
        return new StepBuilder(STAGE, jobs)
                .<StagedRow, StagedRow>chunk(properties.stageChunk())
                .transactionManager(transactions)
                .reader(uploadReader)
                .writer(uploadWriter)
                .interruptionPolicy(ContinuedJobs::stopWhenAsked)
                .build();
    }

    /** Makes new requests of the rows that failed, a chunk at a time. */
    @Bean
    Step reopen(StagedRows rows) {
        return new StepBuilder("reopen", jobs)
                .tasklet(
                        (contribution, context) -> {
                            var step = contribution.getStepExecution();
                            var cohort = cohorts.get(cohortOf(step.getJobExecution()));
                            var position = step.getExecutionContext();
                            var last = rows.reopen(cohort, position.getInt(REOPENED, 0), properties.stageChunk());
                            last.ifPresent(row -> position.putInt(REOPENED, row));
                            return RepeatStatus.continueIf(last.isPresent());
                        },
                        transactions)
                .build();
    }

    /**
     * Before all others: rows travel on many partitions, and those for which the plan saw no quota left would take the last places
     * from those to whom it gives them.
     */
    @Bean
    Step submitWithinQuota(CommandReader commandReader, CommandWriter commandWriter) {
        return submitting(SUBMIT_WITHIN_QUOTA, commandReader, commandWriter);
    }

    /** The release before knows only this one: what it has begun is continued here, and what is begun here it can end. */
    @Bean
    Step submit(CommandReader commandReader, CommandWriter commandWriter) {
        return submitting(SUBMIT, commandReader, commandWriter);
    }

    /** Waits at times, so it must not hold a transaction open: its position is saved in one of its own. */
    private Step submitting(String name, CommandReader commandReader, CommandWriter commandWriter) {
        return new StepBuilder(name, jobs)
                .<IssueCredential, IssueCredential>chunk(properties.sendChunk())
                .transactionManager(noTransactions)
                .reader(commandReader)
                .writer(commandWriter)
                .interruptionPolicy(ContinuedJobs::stopWhenAsked)
                .listener(new StepExecutionListener() {
                    @Override
                    public void beforeStep(StepExecution step) {
                        cohorts.beginSubmitting(cohortOf(step.getJobExecution()));
                    }
                })
                .build();
    }

    @Bean
    Step settleWithinQuota(JdbcClient database, CommandSender sender) {
        return settling(SETTLE_WITHIN_QUOTA, database, sender);
    }

    @Bean
    Step settle(JdbcClient database, CommandSender sender) {
        return settling(SETTLE, database, sender);
    }

    private Step settling(String name, JdbcClient database, CommandSender sender) {
        return new StepBuilder(name, jobs)
                .tasklet(
                        (contribution, context) -> {
                            var step = contribution.getStepExecution();
                            var rows = rows(database, step);
                            window(rows, sender, step).awaitAllDecided(rows.all());
                            return RepeatStatus.FINISHED;
                        },
                        noTransactions)
                .build();
    }

    @Bean
    @StepScope
    UploadReader uploadReader(JdbcClient database, @Value("#{stepExecution}") StepExecution step) {
        return new UploadReader(database, cohorts.get(cohortOf(step.getJobExecution())), step, properties.maxRows());
    }

    @Bean
    @StepScope
    UploadWriter uploadWriter(
            JdbcTemplate database, MeterRegistry metrics, @Value("#{stepExecution}") StepExecution step) {
        var cohort = cohortOf(step.getJobExecution());
        var staged = metrics.counter("laurel.worker.cohort.rows.staged");
        return new UploadWriter(cohorts, cohort, new RowWriter(database, cohort, staged));
    }

    @Bean
    @StepScope
    CommandReader commandReader(JdbcClient database, @Value("#{stepExecution}") StepExecution step) {
        return new CommandReader(rows(database, step), properties.sendChunk());
    }

    @Bean
    @StepScope
    CommandWriter commandWriter(
            JdbcClient database, CommandSender sender, @Value("#{stepExecution}") StepExecution step) {
        var rows = rows(database, step);
        var cohort = cohortOf(step.getJobExecution());
        return new CommandWriter(rows, sender, window(rows, sender, step), () -> cohorts.addUpTallies(cohort));
    }

    /** Those that a step submits or settles. */
    private SubmittableRows rows(JdbcClient database, StepExecution step) {
        var cohort = cohorts.get(cohortOf(step.getJobExecution()));
        var isFirst = Set.of(SUBMIT_WITHIN_QUOTA, SETTLE_WITHIN_QUOTA).contains(step.getStepName());
        return new SubmittableRows(database, cohort, cohort.isPlanned() && !isFirst);
    }

    private UndecidedWindow window(SubmittableRows rows, CommandSender sender, StepExecution step) {
        return new UndecidedWindow(rows, sender, properties, cohortOf(step.getJobExecution()), step);
    }

    private Step step(String name, Consumer<CohortId> work) {
        return continued.step(name, execution -> work.accept(cohortOf(execution)));
    }

    private void fail(JobExecution execution) {
        var stage = Objects.requireNonNull(jobs.getLastStepExecution(execution.getJobInstance(), STAGE));
        cohorts.fail(cohortOf(execution), stage.getExitStatus().getExitDescription());
    }
}
