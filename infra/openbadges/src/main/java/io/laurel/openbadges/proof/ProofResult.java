package io.laurel.openbadges.proof;

import io.laurel.openbadges.key.VerificationMethod;
import java.util.List;

/** What came of checking a document's proofs, or a token's signature. Only {@link Valid} is a yes. */
public sealed interface ProofResult {

    /**
     * Every proof holds over exactly the document given.
     *
     * @param signers the keys that signed, in the order of the proofs, each with the controller that lists it
     */
    record Valid(List<VerificationMethod> signers) implements ProofResult {

        public Valid {
            signers = List.copyOf(signers);
        }
    }

    /**
     * A proof is false: the document or the proof was changed, it is out of date, or the key is not the signer's.
     *
     * @param reason one sentence for people
     */
    record Invalid(String reason) implements ProofResult {}

    /**
     * It could not be told: the key is not to be had, or the proof is of a kind that this library does not know.
     *
     * @param reason one sentence for people
     */
    record NotChecked(String reason) implements ProofResult {}
}
