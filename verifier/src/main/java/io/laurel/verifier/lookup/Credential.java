package io.laurel.verifier.lookup;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.ShortId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it is recorded.
 *
 * @param document the JSON text whose UTF-8 bytes were signed
 */
public record Credential(
        CredentialId id,
        ShortId shortId,
        BadgeId badgeId,
        String recipientName,
        String recipientEmail,
        boolean isPublic,
        @Nullable String evidenceUrl,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant claimedAt,
        @Nullable Instant revokedAt,
        @Nullable Neighbour supersedes,
        @Nullable Neighbour supersededBy,
        String document) {

    /** The credential of the same badge and recipient before or after this one. */
    public record Neighbour(CredentialId id, ShortId shortId, boolean isPublic, Instant issuedAt) {}

    public boolean expiredAt(Instant moment) {
        return expiresAt != null && !moment.isBefore(expiresAt);
    }

    public Status statusAt(Instant moment) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        if (expiredAt(moment)) {
            return Status.EXPIRED;
        }
        return claimedAt == null ? Status.PENDING : Status.VALID;
    }

    /** The address with all but its first character and its domain hidden: {@code j***@example.com}. */
    public String maskedEmail() {
        int at = recipientEmail.lastIndexOf('@');
        int shown =
                recipientEmail.offsetByCodePoints(0, Math.min(1, recipientEmail.codePointCount(0, Math.max(at, 0))));
        return recipientEmail.substring(0, shown) + "***" + recipientEmail.substring(Math.max(at, 0));
    }

    @Override
    public String toString() {
        return "Credential[" + shortId + "]";
    }
}
