package io.laurel.ingress.issuance;

import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;

/** How the worker's refusals look over HTTP. */
public final class Rejections {

    private Rejections() {}

    public static ApiException error(Outcome.Rejected rejected) {
        return ApiException.of(code(rejected.reason()), rejected.message());
    }

    public static ErrorCode code(Rejection reason) {
        return switch (reason) {
            case ORGANIZATION_NOT_APPROVED, NO_SIGNING_KEY, OVER_QUOTA -> ErrorCode.FORBIDDEN;
            case BADGE_NOT_FOUND, CREDENTIAL_NOT_FOUND -> ErrorCode.NOT_FOUND;
            case BADGE_INACTIVE,
                    ACTIVE_NON_EXPIRING,
                    ALREADY_HELD,
                    COHORT_CANCELLED,
                    ALREADY_REVOKED,
                    CREDENTIAL_EXPIRED,
                    CREDENTIAL_REVOKED -> ErrorCode.CONFLICT;
            case ALREADY_CLAIMED -> ErrorCode.ALREADY_CLAIMED;
            case IDEMPOTENCY_MISMATCH -> ErrorCode.IDEMPOTENCY_MISMATCH;
            case INTERNAL_ERROR -> ErrorCode.INTERNAL_ERROR;
        };
    }
}
