package io.laurel.openbadges.credential;

import io.laurel.openbadges.OpenBadgesException;
import java.time.Instant;

/** Signs credentials as Data Integrity proofs with the cryptosuite {@code eddsa-rdfc-2022}. Implementations are thread-safe. */
public interface CredentialSigner {

    /**
     * Signs one credential.
     *
     * @param created the proof's time; cut to whole seconds
     * @return the signed credential: JSON in UTF-8, whose {@code proof} is an array of one DataIntegrityProof
     * @throws OpenBadgesException if the credential cannot be signed without leaving out part of what it says
     */
    byte[] sign(Credential credential, Instant created);
}
