package io.laurel.openbadges.verification;

/** What is looked at, in this order (VC Data Model 2.0, §7.1; Open Badges 3.0, §8). */
public enum Check {
    /** The signature holds over exactly this document, by a key that is listed for it. */
    PROOF,
    /** The key that signed is the issuer's. */
    ISSUER,
    /** It is valid already. */
    VALID_FROM,
    /** It is valid still. */
    VALID_UNTIL,
    /** It was not revoked, by the status lists that it names; nor do they say what is not understood here. */
    REVOCATION,
    /** It is not suspended, by the status lists that it names. */
    SUSPENSION,
    /** It has the form of a credential, and if it is an Open Badge, of one of those. */
    SCHEMA
}
