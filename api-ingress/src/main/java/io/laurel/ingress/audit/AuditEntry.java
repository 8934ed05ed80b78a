package io.laurel.ingress.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done.
 *
 * @param action what, as {@code thing.done}
 * @param subject what it was done to, if there is one thing
 * @param details what a reader wants to know besides, as JSON
 * @param address from where the request came
 * @param requestId the {@code X-Request-Id} of its answer
 */
record AuditEntry(
        UUID id,
        Instant at,
        Who actor,
        String action,
        @Nullable String subject,
        @JsonRawValue String details,
        @Nullable String address,
        @Nullable String requestId) {

    /**
     * Who did it.
     *
     * @param kind account, api_key, administrator or system
     */
    record Who(String kind, @Nullable UUID id, String name) {}
}
