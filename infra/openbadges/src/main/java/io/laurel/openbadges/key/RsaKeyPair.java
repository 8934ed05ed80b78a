package io.laurel.openbadges.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * An RSA key pair of 2048 bits or more that never prints its private half; it signs RSASSA-PKCS1-v1_5 with SHA-256 (RS256).
 *
 * <p>Instances are immutable and safe to share between threads.
 */
public final class RsaKeyPair {

    private static final int BITS = 2048;

    private final RSAPrivateCrtKey privateKey;
    private final RsaPublicKey publicKey;

    private RsaKeyPair(RSAPrivateCrtKey privateKey) {
        this.privateKey = privateKey;
        this.publicKey = RsaPublicKey.of(privateKey.getModulus(), privateKey.getPublicExponent());
    }

    /** Makes a new pair of 2048 bits; takes about a tenth of a second. */
    public static RsaKeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            return new RsaKeyPair((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The pair of a private key in PKCS#8.
     *
     * @throws IllegalArgumentException if the bytes are no RSA key with its primes, or it is too short
     */
    public static RsaKeyPair of(byte[] pkcs8) {
        try {
            if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
                    instanceof RSAPrivateCrtKey key) {
                return new RsaKeyPair(key);
            }
        } catch (GeneralSecurityException malformed) {
            // Without its cause: what could not be read may be most of a key.
            throw new IllegalArgumentException("not an RSA private key in PKCS#8");
        }
        throw new IllegalArgumentException("an RSA private key without its primes");
    }

    /** The private key in PKCS#8: to be sealed, never to be printed or logged. */
    public byte[] pkcs8() {
        return privateKey.getEncoded();
    }

    /** The public half; its {@link RsaPublicKey#jwk()} is what issuers publish. */
    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /** Signs a message. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(privateKey);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "RsaKeyPair[" + publicKey + "]";
    }
}
