package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential was issued and can be verified.
 *
 * @param expiresAt null when the badge does not expire
 * @param supersedes the credential that this one follows, if any
 */
public record CredentialIssued(
        EventId eventId,
        CredentialId credentialId,
        ShortId shortId,
        OrganizationId organizationId,
        BadgeId badgeId,
        Recipient recipient,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Superseded supersedes)
        implements CredentialEvent {

    /** The credential that a renewal follows. */
    public record Superseded(CredentialId credentialId, ShortId shortId) {}

    public static EventId eventIdOf(CredentialId credential) {
        return new EventId(UuidCreator.getNameBasedSha1(credential.value(), "issued"));
    }

    @Override
    public String recipientEmail() {
        return recipient.email();
    }
}
