package io.laurel.ingress.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.openbadges.encoding.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that its holder shows once. We keep its SHA-256 only: 256 random bits need no slow hash, and a look-up by hash tells
 * nothing by its time.
 */
public record OneTimeToken(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    public static OneTimeToken random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new OneTimeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public byte[] hash() {
        return hash(text);
    }

    /** What we keep of a token that somebody shows. */
    public static byte[] hash(String token) {
        return Sha256.of(token.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "OneTimeToken";
    }
}
