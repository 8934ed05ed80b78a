package io.laurel.openbadges.proof;

import java.math.BigInteger;

/** The other signature that would answer Ed25519's equation if S were not bounded (RFC 8032, §8.4). */
public final class Malleable {

    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private Malleable() {}

    public static byte[] of(byte[] signature) {
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[i] = signature[63 - i];
        }
        byte[] sum = new BigInteger(1, reversed).add(ORDER).toByteArray();
        byte[] forged = signature.clone();
        for (int i = 0; i < 32; i++) {
            int from = sum.length - 1 - i;
            forged[32 + i] = from < 0 ? 0 : sum[from];
        }
        return forged;
    }
}
