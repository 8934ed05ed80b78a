package io.laurel.notifier.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One due row of the ledger: all that its mail says but for the badge. */
record Notification(
        UUID eventId,
        String shortId,
        @Nullable String supersedesShortId,
        UUID badgeId,
        String recipientName,
        String recipientEmail,
        @Nullable Instant expiresAt,
        int attempts) {}
