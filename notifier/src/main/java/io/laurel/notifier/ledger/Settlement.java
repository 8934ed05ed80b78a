package io.laurel.notifier.ledger;

import java.time.Instant;
import java.util.UUID;

/** What one attempt changes in the ledger. */
sealed interface Settlement {

    UUID id();

    record Sent(UUID id) implements Settlement {}

    record Failed(UUID id, String reason) implements Settlement {}

    record Postponed(UUID id, String reason, Instant nextAttemptAt) implements Settlement {}
}
