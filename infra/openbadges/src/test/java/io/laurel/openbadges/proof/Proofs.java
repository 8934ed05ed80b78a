package io.laurel.openbadges.proof;

import io.laurel.openbadges.credential.Samples;

/** Checks what the samples' issuer signed. */
public final class Proofs {

    private Proofs() {}

    public static ProofResult check(byte[] signed) {
        return new DataIntegrityVerifier(Samples.KEYS).verifyCredential(signed, Samples.CREATED);
    }
}
