package io.laurel.notifier.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person is told of one credential.
 *
 * @param eventId names the mail too: sent again, it is recognizable as the same
 * @param supersedesShortId the credential that was renewed, if any
 * @param expiresAt null when the credential does not expire
 */
public record CredentialMail(
        UUID eventId,
        String shortId,
        @Nullable String supersedesShortId,
        String recipientName,
        String recipientEmail,
        @Nullable Instant expiresAt,
        MailBadge badge) {}
