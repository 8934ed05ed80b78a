package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;

/**
 * A credential was revoked, for good.
 *
 * @param recipientEmail whose credential it was
 * @param reason one sentence for a person
 */
public record CredentialRevoked(
        EventId eventId,
        CredentialId credentialId,
        ShortId shortId,
        OrganizationId organizationId,
        BadgeId badgeId,
        String recipientEmail,
        Instant revokedAt,
        String reason)
        implements CredentialEvent {

    public static EventId eventIdOf(CredentialId credential) {
        return new EventId(UuidCreator.getNameBasedSha1(credential.value(), "revoked"));
    }
}
