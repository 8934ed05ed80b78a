package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Multibase;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 public keys as Multikey texts (Controlled Identifiers 1.0, §2.2.2): {@code z} base58btc of {@code ed01} and 32 bytes. */
public final class Multikey {

    private static final byte[] ED25519_PUBLIC = {(byte) 0xed, 0x01};
    private static final int LONGEST = 64;

    private Multikey() {}

    public static String encode(byte[] publicKey) {
        byte[] bytes = Arrays.copyOf(ED25519_PUBLIC, ED25519_PUBLIC.length + publicKey.length);
        System.arraycopy(publicKey, 0, bytes, ED25519_PUBLIC.length, publicKey.length);
        return Multibase.base58(bytes);
    }

    /**
     * The 32 bytes of a public key.
     *
     * @throws IllegalArgumentException if the text is no Ed25519 Multikey, or its point is of small order or not canonical
     */
    public static byte[] decode(String multikey) {
        byte[] bytes = Multibase.decode(multikey, LONGEST);
        if (bytes.length != ED25519_PUBLIC.length + Ed25519.PUBLIC_KEY_SIZE
                || bytes[0] != ED25519_PUBLIC[0]
                || bytes[1] != ED25519_PUBLIC[1]) {
            throw new IllegalArgumentException("not an Ed25519 Multikey");
        }
        byte[] publicKey = Arrays.copyOfRange(bytes, ED25519_PUBLIC.length, bytes.length);
        if (!Ed25519.validatePublicKeyFull(publicKey, 0)) {
            throw new IllegalArgumentException("not a usable Ed25519 public key");
        }
        return publicKey;
    }
}
