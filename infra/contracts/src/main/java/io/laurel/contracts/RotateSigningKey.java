package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;

/**
 * Make an organization a new signing key and retire the one in use, if there is one. The private half never leaves the worker.
 *
 * @param requestId the request, and the key that it leads to: one id for both, so that a task that arrives again rotates
 *     nothing
 * @param requestedAt when the ingress accepted the request
 */
public record RotateSigningKey(OrganizationId organizationId, UUID requestId, Instant requestedAt)
        implements IssuanceTask {

    /** A new request without an idempotency key: UUIDv7, ordered by time. */
    public static UUID randomRequest() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The request that an organization named itself: the same name is the same request, on every instance (UUIDv5). */
    public static UUID requestOfIdempotencyKey(OrganizationId organization, String idempotencyKey) {
        return UuidCreator.getNameBasedSha1(organization.value(), "signing-key/" + idempotencyKey);
    }

    @Override
    public String key() {
        return organizationId.toString();
    }
}
