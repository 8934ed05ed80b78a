package io.laurel.openbadges.key;

/**
 * Who computes Ed25519 signatures: BouncyCastle, or a provider of the Java Cryptography Architecture. The signatures are
 * the same; the speed is not. Implementations are thread-safe.
 */
public sealed interface SignatureProvider permits BouncyCastleProvider, JcaProvider {

    /** What {@link #named} takes for {@link #BOUNCY_CASTLE}. */
    String BOUNCY_CASTLE_NAME = "BouncyCastle";

    /** BouncyCastle's own arithmetic: needs nothing installed. */
    SignatureProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    /**
     * {@link #BOUNCY_CASTLE} or a provider as in {@link #jca}, as a setting names it.
     *
     * @throws IllegalArgumentException as {@link #jca} does
     */
    static SignatureProvider named(String name) {
        return name.equals(BOUNCY_CASTLE_NAME) ? BOUNCY_CASTLE : jca(name);
    }

    /**
     * A provider of the Java run time or of the class path, e.g. {@code SunEC} or {@code AmazonCorrettoCryptoProvider}.
     *
     * @throws IllegalArgumentException if there is no provider of this name, or it has no Ed25519 on this machine
     */
    static SignatureProvider jca(String name) {
        return JcaProvider.of(name);
    }

    /** Makes signatures with one key. */
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] message);
    }

    /** Checks signatures of one key. */
    @FunctionalInterface
    interface Verifier {
        boolean verify(byte[] message, byte[] signature);
    }

    /**
     * A signer with a key pair.
     *
     * @param seed the private key's 32 bytes (RFC 8032, §5.1.5)
     * @param publicKey the 32 bytes that belong to it
     */
    Signer signer(byte[] seed, byte[] publicKey);

    /**
     * A verifier for a public key that was checked before; it is asked only about signatures of 64 bytes whose S is below the group's order.
     *
     * @param publicKey 32 bytes
     */
    Verifier verifier(byte[] publicKey);
}
