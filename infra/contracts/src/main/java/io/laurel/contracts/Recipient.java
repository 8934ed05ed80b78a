package io.laurel.contracts;

import java.util.Locale;

/**
 * A person who receives a credential.
 *
 * @param name 1 to 200 characters of any script, without control characters
 * @param email one address, trimmed and lower-cased: the form that recipients are matched by
 */
public record Recipient(String name, String email) {

    public static final int MAX_NAME_LENGTH = 200;

    public Recipient {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("a recipient's name has 1 to 200 characters");
        }
        if (!email.equals(email.strip().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a recipient's e-mail is trimmed and lower-cased");
        }
    }
}
