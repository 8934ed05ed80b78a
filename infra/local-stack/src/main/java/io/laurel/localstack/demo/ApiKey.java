package io.laurel.localstack.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** A key of the API, whole. Only its hash goes to the database. */
record ApiKey(String text) {

    static final String PREFIX = "crd_live_";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    static ApiKey random(SecureRandom random) {
        return new ApiKey(PREFIX
                + random.ints(LENGTH, 0, ALPHABET.length())
                        .mapToObj(ALPHABET::charAt)
                        .map(String::valueOf)
                        .collect(Collectors.joining()));
    }

    byte[] hash() {
        return Sha256.of(text.getBytes(UTF_8));
    }

    String lastFour() {
        return text.substring(text.length() - 4);
    }

    @Override
    public String toString() {
        return PREFIX + "…" + lastFour();
    }
}
