package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;

/**
 * A credential was claimed by its recipient.
 *
 * @param recipientEmail whose credential it is
 */
public record CredentialClaimed(
        EventId eventId,
        CredentialId credentialId,
        ShortId shortId,
        OrganizationId organizationId,
        BadgeId badgeId,
        String recipientEmail,
        Instant claimedAt)
        implements CredentialEvent {

    public static EventId eventIdOf(CredentialId credential) {
        return new EventId(UuidCreator.getNameBasedSha1(credential.value(), "claimed"));
    }
}
