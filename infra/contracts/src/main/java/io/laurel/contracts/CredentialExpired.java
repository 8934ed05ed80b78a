package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;

/**
 * A credential expired. Told soon after it happened, and never of one that was revoked before.
 *
 * @param recipientEmail whose credential it is
 * @param expiredAt the date that it was issued to expire at
 */
public record CredentialExpired(
        EventId eventId,
        CredentialId credentialId,
        ShortId shortId,
        OrganizationId organizationId,
        BadgeId badgeId,
        String recipientEmail,
        Instant expiredAt)
        implements CredentialEvent {

    public static EventId eventIdOf(CredentialId credential) {
        return new EventId(UuidCreator.getNameBasedSha1(credential.value(), "expired"));
    }
}
