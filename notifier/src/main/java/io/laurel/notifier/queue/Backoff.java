package io.laurel.notifier.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delays that double from a first to a longest one, each spread by a fifth: what failed together does not return together. */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    private static final int MOST_DOUBLINGS = 20;

    /**
     * The delay after some failures in a row.
     *
     * @param failures 1 or more
     */
    public Duration after(int failures) {
        var doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var capped = doubled.compareTo(longest) < 0 ? doubled : longest;
        return capped.multipliedBy(random.nextInt(800, 1201)).dividedBy(1000);
    }
}
