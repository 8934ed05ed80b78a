package io.laurel.verifier.page;

import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.Finding;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.verifier.judgement.Judgement;

/**
 * What a credential that was handed in is worth, in plain words.
 *
 * @param tone the state's colour
 * @param icon the name of a symbol
 * @param label one or two words
 * @param sentence the answer to the question that everyone comes with
 */
record JudgedVerdict(String tone, String icon, String label, String sentence, String explanation) {

    static JudgedVerdict of(Judgement judgement) {
        return switch (judgement.status()) {
            case VALID ->
                judgement
                        .own()
                        .filter(own -> !own.organization().isActive())
                        .map(own -> issuerSuspended(own.organization().name()))
                        .orElse(new JudgedVerdict(
                                "valid",
                                "yes",
                                "Valid",
                                "This badge is genuine and valid.",
                                "Every check below holds."));
            case REVOKED ->
                new JudgedVerdict(
                        "revoked",
                        "no",
                        "Taken back",
                        "This badge is no longer valid.",
                        judgement.report().finding(Check.REVOCATION).reason());
            case EXPIRED ->
                new JudgedVerdict(
                        "expired",
                        "wait",
                        "Expired",
                        "This badge has expired.",
                        judgement.report().finding(Check.VALID_UNTIL).reason());
            case SUSPENDED ->
                new JudgedVerdict(
                        "expired",
                        "wait",
                        "Suspended",
                        "This badge does not hold for the time being.",
                        judgement.report().finding(Check.SUSPENSION).reason());
            case UNKNOWN ->
                new JudgedVerdict(
                        "warning",
                        "warn",
                        "Not fully checked",
                        "This badge could not be checked in full.",
                        "Nothing about it is known to be false, but not all of it could be found out.");
            case INVALID ->
                new JudgedVerdict("broken", "no", "Not valid", "Do not rely on this badge.", firstFailure(judgement));
        };
    }

    private static JudgedVerdict issuerSuspended(String issuer) {
        return new JudgedVerdict(
                "warning",
                "warn",
                "Issuer not active",
                "This badge is genuine, but its issuer is suspended.",
                "What it says was signed by " + issuer + " while it was active.");
    }

    private static String firstFailure(Judgement judgement) {
        return judgement.report().findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILS)
                .findFirst()
                .map(Finding::reason)
                .orElse("");
    }
}
