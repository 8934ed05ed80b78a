package io.laurel.worker.tell;

import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ReplyAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command's outcome, told after it was recorded.
 *
 * @param replyTo who waits for it, if anyone
 * @param events what happened to credentials; the same, with the same ids, however often it is told
 */
public record Told(@Nullable ReplyAddress replyTo, Outcome outcome, List<CredentialEvent> events) {

    /** Nothing happened. */
    public static Told rejected(@Nullable ReplyAddress replyTo, Outcome.Rejected outcome) {
        return new Told(replyTo, outcome, List.of());
    }
}
