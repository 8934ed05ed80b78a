package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Objects;
import java.util.UUID;

/** A cohort: one upload of recipients for one badge; the API calls it a bulk job. */
public record CohortId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CohortId {
        Objects.requireNonNull(value);
    }

    /** A new upload without an idempotency key: UUIDv7, ordered by time. */
    public static CohortId random() {
        return new CohortId(UuidCreator.getTimeOrderedEpoch());
    }

    /** The upload that an organization named itself: the same name is the same cohort, on every instance (UUIDv5). */
    public static CohortId ofIdempotencyKey(OrganizationId organization, String idempotencyKey) {
        return new CohortId(UuidCreator.getNameBasedSha1(organization.value(), "cohort/" + idempotencyKey));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
