package io.laurel.verifier.lookup;

import java.util.Locale;

/** What a credential is worth at a moment: computed, the first that fits. */
public enum Status {
    REVOKED,
    EXPIRED,
    /** Not claimed by its recipient yet; as genuine as a valid one. */
    PENDING,
    VALID;

    /** The word of the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
