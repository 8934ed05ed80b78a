package io.laurel.openbadges;

import org.jspecify.annotations.Nullable;

/** An image is no well-formed PNG, or is too large to be one of ours. */
public final class BakingException extends OpenBadgesException {

    public BakingException(String message) {
        super(message, null);
    }

    public BakingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
