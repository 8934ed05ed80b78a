package io.laurel.openbadges.key;

/** What a controller lists a key for (Controlled Identifiers 1.0, §2.3), and so the purposes of proofs. */
public enum Relationship {
    /** Credentials are signed for it. */
    ASSERTION_METHOD("assertionMethod"),
    /** Presentations are signed for it. */
    AUTHENTICATION("authentication");

    private final String term;

    Relationship(String term) {
        this.term = term;
    }

    /** The member of a controller's document, and the {@code proofPurpose} of a proof. */
    public String term() {
        return term;
    }
}
