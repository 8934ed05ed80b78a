package io.laurel.contracts;

/** Why a command changed nothing. */
public enum Rejection {
    ORGANIZATION_NOT_APPROVED,
    NO_SIGNING_KEY,
    BADGE_NOT_FOUND,
    BADGE_INACTIVE,
    ACTIVE_NON_EXPIRING,
    /** The recipient has, or had, a credential of the badge, and the cohort passes over whoever does. */
    ALREADY_HELD,
    /** The cohort was cancelled before this row was decided. */
    COHORT_CANCELLED,
    OVER_QUOTA,
    /** The request's name was used before for a request with other content; what that one ended as stands. */
    IDEMPOTENCY_MISMATCH,
    /** The organization has no such credential of this recipient. */
    CREDENTIAL_NOT_FOUND,
    /** Another request, or a renewal, revoked it before. */
    ALREADY_REVOKED,
    /** Another request claimed it before. */
    ALREADY_CLAIMED,
    /** It has expired and cannot be claimed any more. */
    CREDENTIAL_EXPIRED,
    /** It was revoked and cannot be claimed any more. */
    CREDENTIAL_REVOKED,
    /** The command could not be handled; it is kept in {@link Topics#ISSUANCE_COMMANDS_DLT}. */
    INTERNAL_ERROR
}
