package io.laurel.worker.lms;

import io.laurel.worker.lms.location.Location;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecutionException;

/** Lets a round go on where a single file cannot be read or put away, and fail at its end. */
final class StuckFiles {

    private final Location location;
    private @Nullable StuckException first;

    StuckFiles(Location location) {
        this.location = location;
    }

    /** What is done with a file. */
    interface Work {

        /** Whether nothing is left to do with it in this run. */
        boolean isDone() throws IOException, JobExecutionException;
    }

    /**
     * Whether nothing is left to do with the file in this run.
     *
     * @throws IOException when it is the place that is away, or we are to stop
     * @throws JobExecutionException when we are to stop
     */
    boolean see(String name, Work work) throws IOException, JobExecutionException {
        try {
            return work.isDone();
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            location.reach();
            note(name, e);
            return false;
        } catch (JobExecutionException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            note(name, e);
            return false;
        }
    }

    private void note(String name, Exception cause) {
        var stuck = StuckException.over(name, cause);
        if (first == null) {
            first = stuck;
        } else {
            first.addSuppressed(stuck);
        }
    }

    /** Fails if a file is stuck. */
    void fail() {
        if (first != null) {
            throw first;
        }
    }
}
