package io.laurel.contracts;

/**
 * Sign a credential that was issued once more, as a JWT (Open Badges 3.0, section 8.2.4), unless that was done; then tell it by
 * {@link CredentialEncoded}.
 *
 * @param recipientEmail whose credential it is: it is stored by its recipient
 */
public record EncodeAsJwt(OrganizationId organizationId, CredentialId credentialId, String recipientEmail)
        implements IssuanceTask {

    @Override
    public String key() {
        return credentialId.toString();
    }
}
