package io.laurel.verifier.enquiry;

import java.util.Locale;

/** What was asked for; the words are those of the verification log. */
public enum Kind {
    API,
    PAGE,
    OB3,
    JWT,
    BAKED,
    QR,
    EMBED,
    /** The credential itself was handed in. */
    FILE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
