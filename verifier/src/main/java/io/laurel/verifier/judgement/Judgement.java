package io.laurel.verifier.judgement;

import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.Finding;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.openbadges.verification.Report;
import io.laurel.verifier.lookup.Found;
import java.util.List;
import java.util.Optional;

/**
 * What a credential that was handed in is worth.
 *
 * @param credential as it was handed in, out of its picture: JSON-LD, or a compact JWT
 * @param report every check with its reason
 * @param own what we know of it beyond that, if we issued it
 */
public record Judgement(String credential, Report report, Optional<Found> own) {

    /** One word for it all: the first that fits. */
    public enum Status {
        /** The signature, the issuer or the form is false, or it is not valid yet. */
        INVALID,
        REVOKED,
        EXPIRED,
        /** Its issuer says that it does not hold for the time being. */
        SUSPENDED,
        /** Nothing is false, but not all could be checked. */
        UNKNOWN,
        VALID
    }

    public Status status() {
        if (fails(Check.PROOF) || fails(Check.ISSUER) || fails(Check.SCHEMA)) {
            return Status.INVALID;
        }
        if (fails(Check.REVOCATION)) {
            return Status.REVOKED;
        }
        if (fails(Check.VALID_UNTIL)) {
            return Status.EXPIRED;
        }
        if (fails(Check.SUSPENSION)) {
            return Status.SUSPENDED;
        }
        return switch (report.outcome()) {
            case FAILS -> Status.INVALID;
            case UNKNOWN -> Status.UNKNOWN;
            case HOLDS -> Status.VALID;
        };
    }

    private boolean fails(Check check) {
        return report.finding(check).outcome() == Outcome.FAILS;
    }

    /** Our own tables know of a revocation some seconds before its status list does, and of a credential before there is a list. */
    Judgement withRevocation(Finding revocation) {
        return new Judgement(credential, report.with(List.of(revocation)), own);
    }
}
