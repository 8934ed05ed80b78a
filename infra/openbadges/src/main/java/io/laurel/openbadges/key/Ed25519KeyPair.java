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
    private final SignatureProvider.Signer signer;

    private Ed25519KeyPair(byte[] seed, SignatureProvider provider) {
        this.seed = seed;
        this.publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        this.signer = provider.signer(seed, publicKey);
    }

    /** Makes a new pair. */
    public static Ed25519KeyPair generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return new Ed25519KeyPair(seed, SignatureProvider.BOUNCY_CASTLE);
    }

    /**
     * The pair of a seed, signing by BouncyCastle.
     *
     * @throws IllegalArgumentException if the seed is not 32 bytes
     */
    public static Ed25519KeyPair of(byte[] seed) {
        return of(seed, SignatureProvider.BOUNCY_CASTLE);
    }

    /**
     * The pair of a seed, signing by a provider of one's choice.
     *
     * @throws IllegalArgumentException if the seed is not 32 bytes
     */
    public static Ed25519KeyPair of(byte[] seed, SignatureProvider provider) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("an Ed25519 seed is 32 bytes, not " + seed.length);
        }
        return new Ed25519KeyPair(seed.clone(), provider);
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
        return signer.sign(message);
    }

    @Override
    public String toString() {
        return "Ed25519KeyPair[" + publicKeyMultibase() + "]";
    }
}
