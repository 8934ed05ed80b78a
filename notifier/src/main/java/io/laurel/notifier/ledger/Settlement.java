package io.laurel.notifier.ledger;

import java.time.Instant;
import java.util.UUID;

/** What one attempt changes in the ledger. */
sealed interface Settlement {

    UUID eventId();

    record Sent(UUID eventId) implements Settlement {}

    record Failed(UUID eventId, String reason) implements Settlement {}

    record Postponed(UUID eventId, String reason, Instant nextAttemptAt) implements Settlement {}
}
