package io.laurel.openbadges.verification;

/** How a check went. */
public enum Outcome {
    HOLDS,
    FAILS,
    /** It could not be told: something was not to be had, or is of a kind that is not known here. That is not "false". */
    UNKNOWN;

    /** The outcome of both: a failure outweighs all, and what is not known outweighs what holds. */
    Outcome and(Outcome other) {
        return this == FAILS || other == HOLDS ? this : other == FAILS ? FAILS : UNKNOWN;
    }
}
