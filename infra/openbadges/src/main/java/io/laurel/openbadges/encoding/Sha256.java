package io.laurel.openbadges.encoding;

import java.security.MessageDigest;

/** SHA-256 (FIPS 180-4), the digest that nearly everything here is made with. */
public final class Sha256 {

    public static final int BYTES = 32;

    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    public static MessageDigest digest() {
        return Digests.named("SHA-256");
    }
}
