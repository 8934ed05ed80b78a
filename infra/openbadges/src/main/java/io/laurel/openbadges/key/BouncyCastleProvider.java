package io.laurel.openbadges.key;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 by BouncyCastle's lightweight arithmetic. */
final class BouncyCastleProvider implements SignatureProvider {

    @Override
    public Signer signer(byte[] seed, byte[] publicKey) {
        return message -> {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            // With the public key given, signing is twice as fast as when it is derived again each time.
            Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
            return signature;
        };
    }

    @Override
    public Verifier verifier(byte[] publicKey) {
        // The point is decompressed once, not for each signature; its order was checked before.
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(publicKey, 0);
        if (point == null) {
            throw new IllegalArgumentException("not a usable Ed25519 public key");
        }
        return (message, signature) -> Ed25519.verify(signature, 0, point, message, 0, message.length);
    }

    @Override
    public String toString() {
        return BOUNCY_CASTLE_NAME;
    }
}
