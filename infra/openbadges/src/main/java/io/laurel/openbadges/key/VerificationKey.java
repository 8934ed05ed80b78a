package io.laurel.openbadges.key;

import java.net.URI;

/**
 * A public key as a DID document lists it.
 *
 * @param id the verification method, a fragment of the DID
 * @param publicKeyMultibase the Multikey, {@code z6Mk…}
 */
public record VerificationKey(URI id, String publicKeyMultibase) {}
