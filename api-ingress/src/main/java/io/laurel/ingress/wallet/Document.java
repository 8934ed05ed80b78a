package io.laurel.ingress.wallet;

import java.util.UUID;

/**
 * A credential as it was signed.
 *
 * @param text JSON-LD, or a compact JWT
 */
record Document(UUID id, String text) {

    boolean isJwt() {
        return !text.stripLeading().startsWith("{");
    }
}
