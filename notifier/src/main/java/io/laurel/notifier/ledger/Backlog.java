package io.laurel.notifier.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many mails are due, and since when the one that waits longest could have been sent. */
record Backlog(long due, @Nullable Instant oldest) {}
