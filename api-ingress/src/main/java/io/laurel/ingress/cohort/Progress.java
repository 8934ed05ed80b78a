package io.laurel.ingress.cohort;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from counts and times. */
record Progress(@Nullable Double ratePerSecond, @Nullable Instant estimatedCompletion) {

    private static final Progress UNKNOWN = new Progress(null, null);

    /**
     * The rate since the start, and when the rest is done at that rate.
     *
     * @param finished null while it runs
     */
    static Progress of(long done, long remaining, @Nullable Instant started, @Nullable Instant finished, Instant now) {
        if (started == null) {
            return UNKNOWN;
        }
        var elapsed = Duration.between(started, finished == null ? now : finished);
        if (done == 0 || !elapsed.isPositive()) {
            return UNKNOWN;
        }
        double rate = done * 1000.0 / Math.max(1, elapsed.toMillis());
        var end = finished != null ? null : now.plusMillis(Math.round(remaining * 1000.0 / rate));
        return new Progress(Math.round(rate * 10) / 10.0, end);
    }
}
