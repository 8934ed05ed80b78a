package io.laurel.ingress.cohort;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from counts and times. */
record Progress(@Nullable Double ratePerSecond, @Nullable Instant estimatedCompletion) {

    private static final Progress UNKNOWN = new Progress(null, null);

    /**
     * The rate since the start, pauses left out, and when the rest is done at that rate.
     *
     * @param paused how long the pauses were that are over
     * @param stopped when it ended, or since when it is paused; null while it goes on
     */
    static Progress of(
            long done,
            long remaining,
            @Nullable Instant started,
            Duration paused,
            @Nullable Instant stopped,
            Instant now) {
        if (started == null) {
            return UNKNOWN;
        }
        var elapsed = Duration.between(started, stopped == null ? now : stopped).minus(paused);
        if (done == 0 || !elapsed.isPositive()) {
            return UNKNOWN;
        }
        double rate = done * 1000.0 / Math.max(1, elapsed.toMillis());
        var end = stopped != null ? null : now.plusMillis(Math.round(remaining * 1000.0 / rate));
        return new Progress(Math.round(rate * 10) / 10.0, end);
    }
}
