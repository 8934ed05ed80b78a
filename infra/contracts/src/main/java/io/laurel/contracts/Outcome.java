package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a command ended as. A request to issue ends as issued or rejected, one to revoke as revoked or rejected, and so on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Issued.class, name = "Issued"),
    @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "Rejected"),
    @JsonSubTypes.Type(value = Outcome.Revoked.class, name = "Revoked"),
    @JsonSubTypes.Type(value = Outcome.Claimed.class, name = "Claimed")
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

    /** This request revoked the credential, now or when it came before. */
    record Revoked(CredentialId id, ShortId shortId, Instant revokedAt) implements Outcome {}

    /** This request claimed the credential for its recipient, now or when it came before. */
    record Claimed(CredentialId id, ShortId shortId, Instant claimedAt) implements Outcome {}

    /**
     * The request changed nothing, and never will.
     *
     * @param message one sentence for a person
     */
    record Rejected(CredentialId id, Rejection reason, String message) implements Outcome {}
}
