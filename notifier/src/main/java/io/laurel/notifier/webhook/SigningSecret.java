package io.laurel.notifier.webhook;

import java.util.Base64;

/**
 * What an endpoint knows our deliveries by.
 *
 * @param text as its owner was shown it: {@code whsec_} and the key in base64
 */
record SigningSecret(String text) {

    private static final String PREFIX = "whsec_";

    SigningSecret {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret starts with " + PREFIX);
        }
    }

    byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "SigningSecret[sealed]";
    }
}
