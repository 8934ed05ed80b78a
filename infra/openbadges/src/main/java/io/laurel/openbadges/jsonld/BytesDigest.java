package io.laurel.openbadges.jsonld;

import java.security.MessageDigest;

/**
 * Hashes the bytes that a text of one character a byte stands for, given the UTF-8 of that text: {@code C2} and {@code C3} lead
 * the two bytes of a character above {@code 7F}, which is one byte here.
 */
final class BytesDigest extends MessageDigest {

    private final MessageDigest digest;

    BytesDigest(MessageDigest digest) {
        super(digest.getAlgorithm());
        this.digest = digest;
    }

    @Override
    protected void engineUpdate(byte input) {
        if (input < 0) {
            throw new IllegalArgumentException("half a character");
        }
        digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int i = offset; i < end; i++) {
            if (input[i] < 0) {
                digest.update(input, from, i - from);
                digest.update((byte) (((input[i] & 0x03) << 6) | (input[i + 1] & 0x3f)));
                i++;
                from = i + 1;
            }
        }
        digest.update(input, from, end - from);
    }

    @Override
    protected byte[] engineDigest() {
        return digest.digest();
    }

    @Override
    protected void engineReset() {
        digest.reset();
    }
}
