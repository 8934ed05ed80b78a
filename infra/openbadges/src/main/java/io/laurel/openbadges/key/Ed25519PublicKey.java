package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.encoding.JsonText;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 public key (RFC 8032, §5.1): canonical, on the curve, of the group's full order. */
public final class Ed25519PublicKey implements PublicKey {

    /** The group's order L, least byte first (RFC 8032, §5.1). */
    private static final byte[] ORDER = {
        (byte) 0xed,
        (byte) 0xd3,
        (byte) 0xf5,
        0x5c,
        0x1a,
        0x63,
        0x12,
        0x58,
        (byte) 0xd6,
        (byte) 0x9c,
        (byte) 0xf7,
        (byte) 0xa2,
        (byte) 0xde,
        (byte) 0xf9,
        (byte) 0xde,
        0x14,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0x10
    };

    private final byte[] bytes;
    private final SignatureProvider.Verifier verifier;

    private Ed25519PublicKey(byte[] bytes, SignatureProvider provider) {
        this.bytes = bytes;
        this.verifier = provider.verifier(bytes);
    }

    /**
     * The key of 32 bytes.
     *
     * @throws IllegalArgumentException if they are not 32, not a point's canonical form, or the point is of small order
     */
    public static Ed25519PublicKey of(byte[] bytes, SignatureProvider provider) {
        if (bytes.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(bytes, 0)) {
            throw new IllegalArgumentException("not a usable Ed25519 public key");
        }
        return new Ed25519PublicKey(bytes.clone(), provider);
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && isBelowOrder(signature)
                && verifier.verify(message, signature);
    }

    /** RFC 8032, §5.1.7: an S of L or more would be a second signature for the same message. */
    private static boolean isBelowOrder(byte[] signature) {
        for (int i = ORDER.length - 1; i >= 0; i--) {
            int difference = Byte.compareUnsigned(signature[ORDER.length + i], ORDER[i]);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    @Override
    public String algorithm() {
        return "EdDSA";
    }

    @Override
    public JsonText jwk(JsonText json) {
        return json.member("kty", "OKP").member("crv", "Ed25519").member("x", Base64Url.encode(bytes));
    }

    /** The key's 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Multikey.encode(bytes);
    }
}
