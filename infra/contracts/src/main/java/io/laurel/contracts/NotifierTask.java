package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What somebody asks the notifier for; the value of {@link Topics#NOTIFIER_TASKS}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ResendCredentialMail.class, name = "ResendCredentialMail"),
    @JsonSubTypes.Type(value = ResendDelivery.class, name = "ResendDelivery"),
    @JsonSubTypes.Type(value = SendTestEvent.class, name = "SendTestEvent")
})
public sealed interface NotifierTask permits ResendCredentialMail, ResendDelivery, SendTestEvent {

    OrganizationId organizationId();

    String key();
}
