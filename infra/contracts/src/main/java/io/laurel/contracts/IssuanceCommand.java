package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What the worker is asked to decide about one recipient's credential; the value of {@link Topics#ISSUANCE_COMMANDS} and {@link Topics#ISSUANCE_COHORT_ROWS}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IssueCredential.class, name = "IssueCredential"),
    @JsonSubTypes.Type(value = RevokeCredential.class, name = "RevokeCredential"),
    @JsonSubTypes.Type(value = ClaimCredential.class, name = "ClaimCredential")
})
public sealed interface IssuanceCommand permits IssueCredential, LifecycleCommand {

    CredentialId id();

    OrganizationId organizationId();

    /** Whose credential it is about. */
    String recipientEmail();

    /** Who waits for the decision, if anyone. */
    @Nullable
    ReplyAddress replyTo();

    /** Commands about one recipient of one organization share this key and so are decided in their order. */
    default String key() {
        return organizationId() + "/" + recipientEmail();
    }
}
