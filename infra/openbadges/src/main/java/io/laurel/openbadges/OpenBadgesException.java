package io.laurel.openbadges;

import org.jspecify.annotations.Nullable;

/** Something that cannot be a credential, or a picture that cannot hold one. Trying again does not help. */
public sealed class OpenBadgesException extends RuntimeException
        permits BakingException, JsonLdException, UnreadableCredentialException {

    OpenBadgesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
