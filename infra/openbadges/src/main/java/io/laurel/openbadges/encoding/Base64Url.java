package io.laurel.openbadges.encoding;

import java.util.Base64;

/** Base64url without padding (RFC 7515, §2), one text for each sequence of bytes. */
public final class Base64Url {

    private Base64Url() {}

    /** The text of bytes. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The bytes of a text.
     *
     * @param most the longest text to read, in characters
     * @throws IllegalArgumentException if the text is longer, padded, holds another character, or is not the one text of its bytes
     */
    public static byte[] decode(String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException("longer than " + most + " characters");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        // The last character may hold bits that no byte takes; two texts for one signature would be two credentials.
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("not base64url without padding");
        }
        return bytes;
    }
}
