package io.laurel.notifier.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status the answer's, null where there was none
 * @param answer the start of the answer's body
 * @param error why it failed, null where the event was taken
 */
record Attempt(
        Delivery delivery,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable String error) {

    private static final int GONE = 410;

    boolean succeeded() {
        return error == null;
    }

    /** Whether the endpoint wants to be told nothing any more. */
    boolean endpointIsGone() {
        return status != null && status == GONE;
    }
}
