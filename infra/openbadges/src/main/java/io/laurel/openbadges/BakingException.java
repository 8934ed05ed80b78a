package io.laurel.openbadges;

import org.jspecify.annotations.Nullable;

/** A picture is broken, too large, or of a kind that no credential is baked into; or it must not be shown as a badge. */
public final class BakingException extends OpenBadgesException {

    public BakingException(String message) {
        super(message, null);
    }

    public BakingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
