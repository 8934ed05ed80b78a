package io.laurel.openbadges.encoding;

import java.util.Arrays;
import java.util.Base64;

/** Multibase texts (Controlled Identifiers 1.0, §2.4): {@code z} base58btc and {@code u} base64url without padding. */
public final class Multibase {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int[] DIGITS = new int[128];

    static {
        Arrays.fill(DIGITS, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            DIGITS[ALPHABET.charAt(i)] = i;
        }
    }

    private Multibase() {}

    public static String base58(byte[] bytes) {
        byte[] digits = new byte[bytes.length * 138 / 100 + 1];
        int used = 0;
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        for (int i = zeros; i < bytes.length; i++) {
            int carry = bytes[i] & 0xff;
            int j = 0;
            for (; j < used || carry != 0; j++) {
                carry += 256 * digits[j];
                digits[j] = (byte) (carry % 58);
                carry /= 58;
            }
            used = j;
        }
        char[] text = new char[1 + zeros + used];
        text[0] = 'z';
        Arrays.fill(text, 1, 1 + zeros, '1');
        for (int i = 0; i < used; i++) {
            text[1 + zeros + i] = ALPHABET.charAt(digits[used - 1 - i]);
        }
        return new String(text);
    }

    public static String base64url(byte[] bytes) {
        return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads either base.
     *
     * @param longest the most characters that can mean anything here, so that hostile lengths cost nothing
     * @throws IllegalArgumentException if the text is not multibase of these two bases, or too long
     */
    public static byte[] decode(String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException("a multibase text of " + text.length() + " characters");
        }
        return switch (text.charAt(0)) {
            case 'z' -> decode58(text);
            case 'u' -> decode64(text);
            default -> throw new IllegalArgumentException("multibase prefix is neither z nor u");
        };
    }

    private static byte[] decode64(String text) {
        if (text.indexOf('=') >= 0) {
            throw new IllegalArgumentException("multibase u has no padding");
        }
        return Base64.getUrlDecoder().decode(text.substring(1));
    }

    private static byte[] decode58(String text) {
        byte[] bytes = new byte[text.length()];
        int used = 0;
        int zeros = 0;
        while (zeros + 1 < text.length() && text.charAt(zeros + 1) == '1') {
            zeros++;
        }
        for (int i = zeros + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            int carry = c < 128 ? DIGITS[c] : -1;
            if (carry < 0) {
                throw new IllegalArgumentException("not a base58btc character at " + i);
            }
            int j = 0;
            for (; j < used || carry != 0; j++) {
                carry += 58 * (bytes[j] & 0xff);
                bytes[j] = (byte) carry;
                carry >>= 8;
            }
            used = j;
        }
        byte[] decoded = new byte[zeros + used];
        for (int i = 0; i < used; i++) {
            decoded[zeros + i] = bytes[used - 1 - i];
        }
        return decoded;
    }
}
