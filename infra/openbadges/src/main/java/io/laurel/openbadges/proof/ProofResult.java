package io.laurel.openbadges.proof;

/** What came of checking a credential's proofs. Only {@link Valid} is a yes. */
public sealed interface ProofResult {

    /** Every proof holds over exactly the document given, under a key of its issuer. */
    record Valid() implements ProofResult {}

    /**
     * A proof is false: the document or the proof was changed, or the key is not the issuer's.
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
