package io.laurel.openbadges.key;

import java.net.URI;

/**
 * A public key, its name, and who answers for it (Controlled Identifiers 1.0, §2.2).
 *
 * @param id the name that proofs give
 * @param controller whose document lists the key for the purpose asked about: a DID or an https address
 * @param key the key itself
 */
public record VerificationMethod(URI id, URI controller, PublicKey key) {}
