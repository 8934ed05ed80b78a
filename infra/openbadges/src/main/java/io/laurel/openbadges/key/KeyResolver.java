package io.laurel.openbadges.key;

import java.net.URI;
import java.util.Optional;

/** Finds the public key a proof names. It may look anywhere it likes; this library does not. */
@FunctionalInterface
public interface KeyResolver {

    /**
     * The Multikey ({@code z6Mk…}) of a verification method, or empty if there is none to be had.
     *
     * @param verificationMethod the proof's {@code verificationMethod}
     */
    Optional<String> publicKeyMultibase(URI verificationMethod);
}
