package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request to issue a credential ended as. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Issued.class, name = "Issued"),
    @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "Rejected")
})
public sealed interface Outcome {

    CredentialId id();

    /**
     * The credential exists.
     *
     * @param expiresAt null when the badge does not expire
     * @param supersedesId the recipient's credential of the same badge that this one follows, if any
     */
    record Issued(
            CredentialId id,
            ShortId shortId,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            Supersession supersession,
            @Nullable CredentialId supersedesId)
            implements Outcome {}

    /**
     * There is no credential, and there will be none for this request.
     *
     * @param message one sentence for a person
     */
    record Rejected(CredentialId id, Rejection reason, String message) implements Outcome {}
}
