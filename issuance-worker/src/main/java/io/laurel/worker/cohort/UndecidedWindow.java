package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;

/**
 * Bounds how many commands of a cohort are on the road, so that nobody else waits long behind it. What is decided is only
 * ever asked of the database: it outlives every process.
 */
class UndecidedWindow {

    private static final Logger log = LoggerFactory.getLogger(UndecidedWindow.class);

    private final SubmittableRows rows;
    private final CommandSender sender;
    private final CohortProperties properties;
    private final CohortId cohort;
    private final StepExecution step;
    private long decided;
    private long uncounted;

    UndecidedWindow(
            SubmittableRows rows,
            CommandSender sender,
            CohortProperties properties,
            CohortId cohort,
            StepExecution step) {
        this.rows = rows;
        this.sender = sender;
        this.properties = properties;
        this.cohort = cohort;
        this.step = step;
    }

    void awaitRoomFor(int more, SentSoFar sent) throws JobInterruptedException {
        awaitUndecided(properties.maxUndecided() - more, sent);
    }

    void awaitAllDecided(SentSoFar sent) throws JobInterruptedException {
        awaitUndecided(0, sent);
    }

    private void awaitUndecided(int atMost, SentSoFar sent) throws JobInterruptedException {
        var lastProgress = System.nanoTime();
        while (sent.commands() - decided > atMost) {
            var now = rows.decided() + uncounted;
            if (now > decided) {
                decided = now;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress
                    > properties.stalledAfter().toNanos()) {
                sendUndecidedAgain(sent);
                lastProgress = System.nanoTime();
            } else {
                pause(properties.pollInterval());
            }
        }
    }

    /** Commands may be lost (a broker without its disk) or wait in a long queue; asking twice harms in neither case. */
    private void sendUndecidedAgain(SentSoFar sent) {
        var undecided = rows.undecided(sent.lastRow(), properties.maxUndecided());
        log.atWarn()
                .addKeyValue("cohort", cohort)
                .addKeyValue("undecided", undecided.size())
                .log("Cohort does not move: sending its undecided commands again");
        sender.send(undecided);
        if (undecided.size() < properties.maxUndecided()) {
            uncounted += sent.commands() - undecided.size() - decided;
            decided = sent.commands() - undecided.size();
        }
    }

    private void pause(Duration duration) throws JobInterruptedException {
        if (step.isTerminateOnly()) {
            throw new JobInterruptedException("stopped while commands are undecided");
        }
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobInterruptedException("interrupted while commands are undecided");
        }
    }
}
