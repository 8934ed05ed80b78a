package io.laurel.worker.run;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs jobs that can be broken off at any point and continued by another worker. Batch's own recovery leaves two states alone that
 * ours can be continued from: an execution whose end could not be saved (UNKNOWN), and a job that died before it had an execution.
 */
@Component
public class ContinuedJobs {

    private static final Logger log = LoggerFactory.getLogger(ContinuedJobs.class);

    private final JobRepository jobs;
    private final JobOperator operator;
    private final PlatformTransactionManager transactions;
    private final Clock clock;

    ContinuedJobs(JobRepository jobs, JobOperator operator, PlatformTransactionManager transactions, Clock clock) {
        this.jobs = jobs;
        this.operator = operator;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** To be called only by the holder of the lock of what the job works on: whoever else ran the job is gone. */
    public JobExecution run(Job job, JobParameters parameters) throws JobExecutionException {
        recover(job.getName(), parameters);
        return operator.start(job, parameters);
    }

    /** A step that is done at once, in one transaction. */
    public Step step(String name, Consumer<JobExecution> work) {
        return new StepBuilder(name, jobs)
                .tasklet(
                        (contribution, context) -> {
                            work.accept(contribution.getStepExecution().getJobExecution());
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .build();
    }

    /** Batch's own policy lets a step whose thread is interrupted end as completed, its rest undone. */
    public static void stopWhenAsked(StepExecution step) throws JobInterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            step.setTerminateOnly();
        }
        if (step.isTerminateOnly()) {
            throw new JobInterruptedException("stopped between two chunks");
        }
    }

    private void recover(String job, JobParameters parameters) {
        var instance = jobs.getJobInstance(job, parameters);
        if (instance == null) {
            return;
        }
        var last = jobs.getLastJobExecution(instance);
        if (last == null) {
            fail(jobs.createJobExecution(instance, parameters, new ExecutionContext()));
        } else if (isBrokenOff(last.getStatus())) {
            log.atInfo()
                    .addKeyValue("job", job)
                    .addKeyValue("parameters", parameters)
                    .addKeyValue("execution", last.getId())
                    .log("Job lost its runner: taking over");
            fail(last);
        }
    }

    private void fail(JobExecution execution) {
        execution.getStepExecutions().stream()
                .filter(step -> isBrokenOff(step.getStatus()))
                .forEach(this::fail);
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED);
        execution.setEndTime(LocalDateTime.now(clock));
        jobs.update(execution);
    }

    private void fail(StepExecution step) {
        step.setStatus(BatchStatus.FAILED);
        step.setEndTime(LocalDateTime.now(clock));
        jobs.update(step);
    }

    private static boolean isBrokenOff(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
