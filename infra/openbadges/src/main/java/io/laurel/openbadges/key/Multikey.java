package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Multibase;
import java.util.Arrays;

/** Public keys as Multikey texts (Controlled Identifiers 1.0, §2.2.2): {@code z}, base58btc of the key's kind and its bytes. */
public final class Multikey {

    /** The kinds as unsigned varints: {@code ed25519-pub} 0xed, {@code p256-pub} 0x1200, {@code p384-pub} 0x1201. */
    private static final byte[] ED25519 = {(byte) 0xed, 0x01};

    private static final byte[] P256 = {(byte) 0x80, 0x24};
    private static final byte[] P384 = {(byte) 0x81, 0x24};

    private static final int KIND = 2;
    private static final int LONGEST = 96;

    private Multikey() {}

    /** An Ed25519 key's text: {@code z6Mk…}. */
    public static String encode(byte[] ed25519) {
        return encode(ED25519, ed25519);
    }

    static String encode(EcPublicKey key) {
        return encode(
                switch (key.curve()) {
                    case P_256 -> P256;
                    case P_384 -> P384;
                },
                key.compressed());
    }

    /**
     * The key of a text, its Ed25519 by BouncyCastle.
     *
     * @throws IllegalArgumentException if the text is no Multikey of a kind known here, or its key is unusable
     */
    public static PublicKey parse(String multikey) {
        return parse(multikey, SignatureProvider.BOUNCY_CASTLE);
    }

    static PublicKey parse(String multikey, SignatureProvider provider) {
        byte[] bytes = Multibase.decode(multikey, LONGEST);
        if (bytes.length <= KIND) {
            throw new IllegalArgumentException("not a Multikey");
        }
        byte[] kind = Arrays.copyOf(bytes, KIND);
        byte[] key = Arrays.copyOfRange(bytes, KIND, bytes.length);
        if (Arrays.equals(kind, ED25519)) {
            return Ed25519PublicKey.of(key, provider);
        }
        if (Arrays.equals(kind, P256)) {
            return compressed(EcCurve.P_256, key);
        }
        if (Arrays.equals(kind, P384)) {
            return compressed(EcCurve.P_384, key);
        }
        throw new UnknownKeyKindException("a Multikey of a kind that is not known here");
    }

    private static EcPublicKey compressed(EcCurve curve, byte[] key) {
        if (key.length != 1 + curve.bytes()) {
            throw new IllegalArgumentException("not a compressed point of " + curve);
        }
        return EcPublicKey.of(curve, key);
    }

    private static String encode(byte[] kind, byte[] key) {
        byte[] bytes = Arrays.copyOf(kind, kind.length + key.length);
        System.arraycopy(key, 0, bytes, kind.length, key.length);
        return Multibase.base58(bytes);
    }
}
