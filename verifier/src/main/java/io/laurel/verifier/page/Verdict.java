package io.laurel.verifier.page;

import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.Finding;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.verifier.judgement.Judgement;
import io.laurel.verifier.lookup.Found;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a credential is worth, in plain words.
 *
 * @param tone the state's colour
 * @param icon the name of a symbol
 * @param label one or two words
 * @param sentence the answer to the question that everyone comes with
 */
record Verdict(String tone, String icon, String label, String sentence, String explanation) {

    /** One check and how it went. */
    record Checked(boolean holds, String name, String sentence) {}

    /** Of a credential that is known here. */
    static Verdict of(Found found, Instant now) {
        var credential = found.credential();
        var issuer = found.organization().name();
        if (!found.signatureValid()) {
            return new Verdict(
                    "broken",
                    "no",
                    "Not genuine",
                    "Do not rely on this credential.",
                    "Its digital signature does not match what is recorded.");
        }
        return switch (credential.statusAt(now)) {
            case REVOKED ->
                new Verdict(
                        "revoked",
                        "no",
                        "Revoked",
                        "This credential is no longer valid.",
                        issuer + " took it back" + on(Day.ofNullable(credential.revokedAt())) + ".");
            case EXPIRED ->
                new Verdict(
                        "expired",
                        "wait",
                        "Expired",
                        "This credential has expired.",
                        "It is genuine, but was valid only until "
                                + Day.of(credential.expiresAt() == null ? now : credential.expiresAt())
                                        .day() + ".");
            case PENDING, VALID -> {
                if (!found.organization().isActive()) {
                    yield issuerSuspended("credential", issuer);
                }
                yield credential.claimedAt() == null
                        ? new Verdict(
                                "pending",
                                "yes",
                                "Pending",
                                "This credential is genuine.",
                                issuer + " issued it; its recipient has not claimed it yet.")
                        : new Verdict(
                                "valid",
                                "yes",
                                "Valid",
                                "This credential is genuine and valid.",
                                issuer + " issued it, and its recipient has claimed it.");
            }
        };
    }

    /** Of a credential that was handed in. */
    static Verdict of(Judgement judgement) {
        return switch (judgement.status()) {
            case VALID ->
                judgement
                        .own()
                        .filter(own -> !own.organization().isActive())
                        .map(own -> issuerSuspended("badge", own.organization().name()))
                        .orElse(new Verdict(
                                "valid",
                                "yes",
                                "Valid",
                                "This badge is genuine and valid.",
                                "Every check below holds."));
            case REVOKED ->
                new Verdict(
                        "revoked",
                        "no",
                        "Taken back",
                        "This badge is no longer valid.",
                        judgement.report().finding(Check.REVOCATION).reason());
            case EXPIRED ->
                new Verdict(
                        "expired",
                        "wait",
                        "Expired",
                        "This badge has expired.",
                        judgement.report().finding(Check.VALID_UNTIL).reason());
            case SUSPENDED ->
                new Verdict(
                        "expired",
                        "wait",
                        "Suspended",
                        "This badge does not hold for the time being.",
                        judgement.report().finding(Check.SUSPENSION).reason());
            case UNKNOWN ->
                new Verdict(
                        "warning",
                        "warn",
                        "Not fully checked",
                        "This badge could not be checked in full.",
                        "Nothing about it is known to be false, but not all of it could be found out.");
            case INVALID ->
                new Verdict("broken", "no", "Not valid", "Do not rely on this badge.", firstFailure(judgement));
        };
    }

    private static Verdict issuerSuspended(String what, String issuer) {
        return new Verdict(
                "warning",
                "warn",
                "Issuer not active",
                "This " + what + " is genuine, but its issuer is suspended.",
                "What it says was signed by " + issuer + " while it was active.");
    }

    static List<Checked> checks(Found found, Instant now) {
        var checks = found.checksAt(now);
        var credential = found.credential();
        var issuer = found.organization().name();
        return List.of(
                new Checked(
                        checks.signatureValid(),
                        checks.signatureValid() ? "The signature is authentic" : "The signature does not match",
                        checks.signatureValid()
                                ? "It was made with " + issuer + "’s key, and nothing was changed since."
                                : "Something was changed after signing, or the key is not " + issuer + "’s."),
                new Checked(
                        checks.notRevoked(),
                        checks.notRevoked() ? "It is not revoked" : "It was revoked",
                        checks.notRevoked()
                                ? issuer + " has not taken it back."
                                : issuer + " took it back" + on(Day.ofNullable(credential.revokedAt())) + "."),
                new Checked(
                        checks.notExpired(),
                        checks.notExpired() ? "It is in date" : "It has expired",
                        inDate(Day.ofNullable(credential.expiresAt()), checks.notExpired())),
                new Checked(
                        checks.issuerActive(),
                        checks.issuerActive() ? "The issuer is in good standing" : "The issuer is not active",
                        checks.issuerActive()
                                ? issuer + " is an approved issuer on Laurel."
                                : issuer + " is suspended and issues nothing at present."));
    }

    private static String inDate(@Nullable Day expires, boolean notExpired) {
        if (expires == null) {
            return "It does not expire.";
        }
        return (notExpired ? "It is valid until " : "It was valid until ") + expires.day() + ".";
    }

    private static String on(@Nullable Day day) {
        return day == null ? "" : " on " + day.day();
    }

    private static String firstFailure(Judgement judgement) {
        return judgement.report().findings().stream()
                .filter(finding -> finding.outcome() == Outcome.FAILS)
                .findFirst()
                .map(Finding::reason)
                .orElse("");
    }
}
