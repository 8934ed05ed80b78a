package io.laurel.openbadges;

import org.jspecify.annotations.Nullable;

/** A document on the web could not be had; its message is one sentence for people. Trying again later may help. */
public final class DocumentUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    public DocumentUnavailableException(String message) {
        super(message);
    }

    public DocumentUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
