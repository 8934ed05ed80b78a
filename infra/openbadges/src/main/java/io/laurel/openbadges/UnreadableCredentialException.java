package io.laurel.openbadges;

import org.jspecify.annotations.Nullable;

/** Bytes that hold no verifiable credential at all; the message is one sentence for people. */
public final class UnreadableCredentialException extends OpenBadgesException {

    private static final long serialVersionUID = 1;

    public UnreadableCredentialException(String message) {
        super(message, null);
    }

    public UnreadableCredentialException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
