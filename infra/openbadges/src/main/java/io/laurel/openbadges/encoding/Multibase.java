package io.laurel.openbadges.encoding;

import java.util.Arrays;
import java.util.Base64;

/** Multibase texts (Controlled Identifiers 1.0, §2.4): {@code z} base58btc and {@code u} base64url without padding. */
public final class Multibase {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int[] DIGITS = new int[128];
    private static final int LIMB_DIGITS = 5;
    private static final int LIMB = 58 * 58 * 58 * 58 * 58;

    static {
        Arrays.fill(DIGITS, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            DIGITS[ALPHABET.charAt(i)] = i;
        }
    }

    private Multibase() {}

    /** Four bytes and five digits at a time, because a signature is written into every credential. */
    public static String base58(byte[] bytes) {
        int[] limbs = new int[bytes.length * 138 / 100 / LIMB_DIGITS + 1];
        int used = 0;
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        int next = zeros;
        while (next < bytes.length) {
            int taken = (bytes.length - next) % 4 == 0 ? 4 : (bytes.length - next) % 4;
            long carry = 0;
            for (int end = next + taken; next < end; next++) {
                carry = (carry << 8) | (bytes[next] & 0xff);
            }
            for (int j = 0; j < used || carry != 0; j++) {
                carry += (long) limbs[j] << (8 * taken);
                limbs[j] = (int) (carry % LIMB);
                carry /= LIMB;
                used = Math.max(used, j + 1);
            }
        }
        StringBuilder text = new StringBuilder(2 + zeros + used * LIMB_DIGITS).append('z');
        text.repeat('1', zeros);
        for (int j = used - 1; j >= 0; j--) {
            appendDigits(text, limbs[j], j == used - 1);
        }
        return text.toString();
    }

    private static void appendDigits(StringBuilder text, int limb, boolean first) {
        int divisor = LIMB / 58;
        boolean leading = first;
        while (divisor > 0) {
            int digit = limb / divisor % 58;
            leading &= digit == 0;
            if (!leading) {
                text.append(ALPHABET.charAt(digit));
            }
            divisor /= 58;
        }
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
