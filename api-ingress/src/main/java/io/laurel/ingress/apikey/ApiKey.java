package io.laurel.ingress.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.laurel.ingress.access.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its organization sees it.
 *
 * @param scopes what it opens
 * @param key the whole key, in the answer to its creation and never again
 * @param createdBy null where the platform made it
 */
record ApiKey(
        UUID id,
        String name,
        String prefix,
        String lastFour,
        Set<Scope> scopes,
        int rateLimitPerMinute,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Creator createdBy,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    /** Who made a key. */
    record Creator(UUID accountId, String name, String email) {}

    @Override
    public String toString() {
        return "ApiKey " + id;
    }
}
