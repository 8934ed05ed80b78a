package io.laurel.worker.cohort;

import java.time.Clock;
import java.time.LocalDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.stereotype.Component;

/**
 * Makes a job that lost its runner startable again. Batch's own recovery leaves two states alone that our jobs can be
 * continued from: an execution whose end could not be saved (UNKNOWN), and a job that died before it had an execution.
 */
@Component
public class BrokenOffJobs {

    private static final Logger log = LoggerFactory.getLogger(BrokenOffJobs.class);

    private final JobRepository jobs;
    private final Clock clock;

    BrokenOffJobs(JobRepository jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /** To be called only by the holder of the lock of what the job works on: whoever else ran the job is gone. */
    public void recover(String job, JobParameters parameters) {
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
