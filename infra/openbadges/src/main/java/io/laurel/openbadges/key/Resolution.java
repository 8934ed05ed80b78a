package io.laurel.openbadges.key;

/** What came of looking for a key. */
public sealed interface Resolution {

    /** The key is there, and its controller lists it for the purpose. */
    record Found(VerificationMethod method) implements Resolution {}

    /**
     * There is no such key, or it must not be used: a definite no.
     *
     * @param reason one sentence for people
     */
    record NotThere(String reason) implements Resolution {}

    /**
     * It could not be told: the document cannot be had now, or is of a kind that is not known here.
     *
     * @param reason one sentence for people
     */
    record Unavailable(String reason) implements Resolution {}
}
