package io.laurel.notifier.webhook;

import io.laurel.contracts.WebhookId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that something is due for, and how it has been doing.
 *
 * @param generation how often it was switched on; its standing is that of this generation
 * @param failures how many attempts in a row failed, whatever they delivered
 * @param failingSince when the first of them was
 */
record Endpoint(
        WebhookId id,
        URI url,
        int generation,
        int failures,
        @Nullable Instant failingSince) {

    /** The URL may hold a password of its owner's. */
    @Override
    public String toString() {
        return "Endpoint[" + id + "]";
    }
}
