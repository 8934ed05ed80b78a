package io.laurel.openbadges;

import org.jspecify.annotations.Nullable;

/** A document is no JSON-LD we can sign or check: an unknown context, a term that no context defines, or no JSON at all. */
public sealed class JsonLdException extends OpenBadgesException permits UnknownContextException {

    public JsonLdException(String message) {
        super(message, null);
    }

    public JsonLdException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
