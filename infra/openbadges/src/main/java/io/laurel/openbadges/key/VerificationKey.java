package io.laurel.openbadges.key;

import java.net.URI;

/**
 * A public key as a DID document lists it.
 *
 * @param id the verification method, a fragment of the DID
 * @param key the key: Ed25519 and EC are listed as Multikey, RSA as JsonWebKey
 */
public record VerificationKey(URI id, PublicKey key) {

    /** The key of a Multikey, {@code z6Mk…}. */
    public VerificationKey(URI id, String publicKeyMultibase) {
        this(id, Multikey.parse(publicKeyMultibase));
    }
}
