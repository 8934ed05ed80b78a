package io.laurel.ingress.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.laurel.ingress.access.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with scopes, as the portal shows it.
 *
 * @param hint its last four characters
 * @param createdAt in Unix milliseconds
 * @param key the whole key, in the answer to its creation and never again
 */
record ScopedKey(
        String id,
        String name,
        String hint,
        List<Scope> scopes,
        @JsonProperty("created_at") long createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    @Override
    public String toString() {
        return "ScopedKey " + id;
    }
}
