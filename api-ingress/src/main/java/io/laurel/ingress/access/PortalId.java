package io.laurel.ingress.access;

import java.security.SecureRandom;

/** What the portal calls a thing: short, opaque, unique in its district. */
public final class PortalId {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PortalId() {}

    /** Of so many that a district does not meet one twice; where it does, its unique constraint says so. */
    public static String random() {
        var id = new StringBuilder(LENGTH);
        RANDOM.ints(LENGTH, 0, ALPHABET.length()).forEach(n -> id.append(ALPHABET.charAt(n)));
        return id.toString();
    }
}
