package io.laurel.openbadges.verification;

/**
 * One check and how it went.
 *
 * @param reason one sentence or two for people
 */
public record Finding(Check check, Outcome outcome, String reason) {

    static Finding holds(Check check, String reason) {
        return new Finding(check, Outcome.HOLDS, reason);
    }

    static Finding fails(Check check, String reason) {
        return new Finding(check, Outcome.FAILS, reason);
    }

    static Finding unknown(Check check, String reason) {
        return new Finding(check, Outcome.UNKNOWN, reason);
    }
}
