package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What happened to a credential; the value of {@link Topics#CREDENTIAL_EVENTS}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CredentialIssued.class, name = "CredentialIssued"),
    @JsonSubTypes.Type(value = CredentialRevoked.class, name = "CredentialRevoked"),
    @JsonSubTypes.Type(value = CredentialEncoded.class, name = "CredentialEncoded"),
    @JsonSubTypes.Type(value = CredentialClaimed.class, name = "CredentialClaimed"),
    @JsonSubTypes.Type(value = CredentialExpired.class, name = "CredentialExpired")
})
public sealed interface CredentialEvent
        permits CredentialIssued, CredentialRevoked, CredentialEncoded, CredentialClaimed, CredentialExpired {

    EventId eventId();

    CredentialId credentialId();

    OrganizationId organizationId();

    /** Whose credential it is. */
    String recipientEmail();

    /** Events about one recipient of one organization share this key and so arrive in their order. */
    default String key() {
        return organizationId() + "/" + recipientEmail();
    }
}
