package io.laurel.contracts;

/** Why nothing was issued. */
public enum Rejection {
    ORGANIZATION_NOT_APPROVED,
    NO_SIGNING_KEY,
    BADGE_NOT_FOUND,
    BADGE_INACTIVE,
    ACTIVE_NON_EXPIRING,
    OVER_QUOTA,
    /** The request's name was used before for a request with other content; what that one ended as stands. */
    IDEMPOTENCY_MISMATCH,
    /** The command could not be handled; it is kept in {@link Topics#ISSUANCE_COMMANDS_DLT}. */
    INTERNAL_ERROR
}
