package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Identifiers;
import java.net.URI;

/**
 * A key pair and the name under which the issuer's DID document lists its public half. It prints only that name.
 *
 * <p>Instances are immutable and safe to share between threads.
 */
public final class IssuerKey {

    private final URI verificationMethod;
    private final Ed25519KeyPair pair;

    /**
     * Names a key pair.
     *
     * @param verificationMethod a fragment of the issuer's DID, e.g. {@code did:web:example.org:issuers:acme#key-1}
     */
    public IssuerKey(URI verificationMethod, Ed25519KeyPair pair) {
        this.verificationMethod = Identifiers.absolute(verificationMethod, "verificationMethod");
        this.pair = pair;
    }

    /** The name that proofs give as {@code verificationMethod}. */
    public URI verificationMethod() {
        return verificationMethod;
    }

    /** The public half as a Multikey: {@code z6Mk…}. */
    public String publicKeyMultibase() {
        return pair.publicKeyMultibase();
    }

    public byte[] sign(byte[] message) {
        return pair.sign(message);
    }

    @Override
    public String toString() {
        return "IssuerKey[" + verificationMethod + "]";
    }
}
