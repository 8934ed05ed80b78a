package io.laurel.notifier.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt changes in the log.
 *
 * @param nextAttemptAt null once it is delivered or failed
 */
record Settlement(Attempt attempt, String state, @Nullable Instant nextAttemptAt) {

    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";
    static final String PENDING = "pending";
}
