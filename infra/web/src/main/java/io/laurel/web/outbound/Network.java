package io.laurel.web.outbound;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A block of addresses (RFC 4632, RFC 4291).
 *
 * @param first the block's first address
 * @param prefix how many leading bits all of its addresses share
 */
public record Network(InetAddress first, int prefix) {

    public Network {
        if (prefix < 0 || prefix > first.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code fc00::/7}; an address alone is a block of one.
     *
     * @throws IllegalArgumentException if the text is neither; a name is not looked up
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        return new Network(
                first,
                slash < 0
                        ? first.getAddress().length * Byte.SIZE
                        : Integer.parseInt(text, slash + 1, text.length(), 10));
    }

    public boolean contains(byte[] address) {
        byte[] start = first.getAddress();
        if (address.length != start.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        int rest = prefix % Byte.SIZE;
        return Arrays.equals(start, 0, whole, address, 0, whole)
                && (rest == 0 || ((start[whole] ^ address[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
    }
}
