package io.laurel.ingress.issuance;

import io.laurel.web.ApiException;
import org.jspecify.annotations.Nullable;

/** The name that a client gave to its request, so that a repetition of it is the same request. */
public final class IdempotencyKeys {

    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    private IdempotencyKeys() {}

    /** The key, if any is given; one that cannot serve is refused rather than ignored. */
    public static @Nullable String checked(@Nullable String key) {
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            throw ApiException.invalid(HEADER, "must have 1 to " + MAX_LENGTH + " characters");
        }
        return key;
    }
}
