package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Objects;
import java.util.UUID;

/**
 * The request to issue one credential and, once it is issued, the credential itself: one id for both, so that a request
 * repeated by anyone on the road can only ever lead to the same credential.
 */
public record CredentialId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CredentialId {
        Objects.requireNonNull(value);
    }

    /** A new request without an idempotency key: UUIDv7 (RFC 9562, section 5.7), ordered by time. */
    public static CredentialId random() {
        return new CredentialId(UuidCreator.getTimeOrderedEpoch());
    }

    /** The request that an organization named itself: the same name is the same request, on every instance (UUIDv5). */
    public static CredentialId ofIdempotencyKey(OrganizationId organization, String idempotencyKey) {
        return new CredentialId(UuidCreator.getNameBasedSha1(organization.value(), idempotencyKey));
    }

    /**
     * The request that a cohort's row makes, the same however often the row is submitted (UUIDv5).
     *
     * @param attempt how often the row was retried after it had failed; each retry is a request of its own
     */
    public static CredentialId ofCohortRow(CohortId cohort, int row, int attempt) {
        return new CredentialId(UuidCreator.getNameBasedSha1(
                cohort.value(), attempt == 0 ? Integer.toString(row) : row + "/" + attempt));
    }

    /**
     * The request that a published interview makes, the same however often it is published (UUIDv5). The interviews of an organization
     * are a name space of their own, so that no {@code Idempotency-Key} of its programs can be one of these.
     *
     * @param interview unique in the organization
     * @param attempt from 1: one that was rejected is followed by another
     */
    public static CredentialId ofInterview(OrganizationId organization, String interview, int attempt) {
        var interviews = UuidCreator.getNameBasedSha1(organization.value(), "interviews");
        return new CredentialId(UuidCreator.getNameBasedSha1(interviews, interview + "/" + attempt));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
