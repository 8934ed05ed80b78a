package io.laurel.openbadges.encoding;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests by their names: {@code SHA-256}, {@code SHA-384} and {@code SHA-512} (FIPS 180-4), which every Java platform has. */
public final class Digests {

    private Digests() {}

    public static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
