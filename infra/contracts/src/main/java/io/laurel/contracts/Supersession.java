package io.laurel.contracts;

/**
 * How a request meets the recipient's newest credential of the same badge. The names are the recipient states of the bulk
 * API, in upper case.
 */
public enum Supersession {
    /** There is none. */
    NEW,
    /** It has expired: the new one follows it. */
    EXPIRED,
    /** It is active and will expire: it is revoked, and the new one follows it. */
    ACTIVE_TIME_BOUND,
    /** It was revoked and stays so: the new one follows it. */
    REVOKED,
    /** It is active and never expires: nothing is issued. */
    ACTIVE_NON_EXPIRING
}
