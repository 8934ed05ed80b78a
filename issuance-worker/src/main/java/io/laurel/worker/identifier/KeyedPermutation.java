package io.laurel.worker.identifier;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret shuffle of the numbers from 0 to a size: every number goes to another one, no two to the same, and without the
 * key nobody can tell where. A Feistel network over the next even power of two, walked until it lands inside.
 */
final class KeyedPermutation {

    private static final int ROUNDS = 6;
    private static final String MAC = "HmacSHA256";

    /** Cloned for each use: making one anew costs more than all its rounds. */
    private final Mac keyed;

    private final long size;
    private final int halfBits;
    private final long halfMask;

    KeyedPermutation(byte[] key, long size) {
        this.keyed = keyed(key);
        this.size = size;
        this.halfBits = (Long.SIZE - Long.numberOfLeadingZeros(size - 1) + 1) / 2;
        this.halfMask = (1L << halfBits) - 1;
    }

    long apply(long number) {
        if (number < 0 || number >= size) {
            throw new IllegalArgumentException("%d is not from 0 to %d".formatted(number, size));
        }
        var mac = copy(keyed);
        long image = number;
        do {
            image = feistel(mac, image);
        } while (image >= size);
        return image;
    }

    private long feistel(Mac mac, long number) {
        long left = number >>> halfBits;
        long right = number & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ (roundValue(mac, round, right) & halfMask);
            left = right;
            right = mixed;
        }
        return left << halfBits | right;
    }

    private static long roundValue(Mac mac, int round, long half) {
        var input =
                ByteBuffer.allocate(Byte.BYTES + Long.BYTES).put((byte) round).putLong(half);
        return ByteBuffer.wrap(mac.doFinal(input.array())).getLong();
    }

    private static Mac keyed(byte[] key) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
