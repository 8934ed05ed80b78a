package io.laurel.openbadges.key;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key pair (RFC 8032, §5.1) that never prints its private half.
 *
 * <p>Instances are immutable and safe to share between threads.
 */
public final class Ed25519KeyPair {

    /** The length of a private key's seed in bytes. */
    public static final int SEED_BYTES = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final byte[] publicKey;

    private Ed25519KeyPair(byte[] seed) {
        this.seed = seed;
        this.publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    }

    /** Makes a new pair. */
    public static Ed25519KeyPair generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new Ed25519KeyPair(seed);
    }

    /**
     * The pair of a seed.
     *
     * @throws IllegalArgumentException if the seed is not 32 bytes
     */
    public static Ed25519KeyPair of(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an Ed25519 seed is 32 bytes, not " + seed.length);
        }
        return new Ed25519KeyPair(seed.clone());
    }

    /** The private key's 32 bytes: to be sealed, never to be printed or logged. */
    public byte[] seed() {
        return seed.clone();
    }

    /** The public key as a Multikey (Controlled Identifiers 1.0, §2.2.2): {@code z6Mk…}. */
    public String publicKeyMultibase() {
        return Multikey.encode(publicKey);
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        // With the public key given, signing is twice as fast as when it is derived again each time.
        Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public String toString() {
        return "Ed25519KeyPair[" + publicKeyMultibase() + "]";
    }
}
