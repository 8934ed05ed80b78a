package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;

/**
 * A credential's JWT was made and can be fetched. Nothing about the credential itself has changed.
 *
 * @param recipientEmail whose credential it is
 */
public record CredentialEncoded(
        EventId eventId, CredentialId credentialId, OrganizationId organizationId, String recipientEmail)
        implements CredentialEvent {

    public static EventId eventIdOf(CredentialId credential) {
        return new EventId(UuidCreator.getNameBasedSha1(credential.value(), "encoded"));
    }
}
