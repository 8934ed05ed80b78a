package io.laurel.verifier.page;

import io.laurel.verifier.lookup.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a credential is worth, in plain words.
 *
 * @param tone the state's colour
 * @param icon the name of a symbol
 * @param label one word
 * @param sentence the answer to the question that everyone comes with
 */
record Verdict(String tone, String icon, String label, String sentence, String explanation) {

    /** One check and how it went. */
    record Check(boolean holds, String name, String sentence) {}

    static Verdict of(Finding finding, Instant now) {
        var credential = finding.credential();
        var issuer = finding.organization().name();
        if (!finding.signatureValid()) {
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
                if (!finding.organization().isActive()) {
                    yield new Verdict(
                            "warning",
                            "warn",
                            "Issuer not active",
                            "This credential is genuine, but its issuer is suspended.",
                            "What it says was signed by " + issuer + " while it was active.");
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

    static List<Check> checks(Finding finding, Instant now) {
        var checks = finding.checksAt(now);
        var credential = finding.credential();
        var issuer = finding.organization().name();
        return List.of(
                new Check(
                        checks.signatureValid(),
                        checks.signatureValid() ? "The signature is authentic" : "The signature does not match",
                        checks.signatureValid()
                                ? "It was made with " + issuer + "’s key, and nothing was changed since."
                                : "Something was changed after signing, or the key is not " + issuer + "’s."),
                new Check(
                        checks.notRevoked(),
                        checks.notRevoked() ? "It is not revoked" : "It was revoked",
                        checks.notRevoked()
                                ? issuer + " has not taken it back."
                                : issuer + " took it back" + on(Day.ofNullable(credential.revokedAt())) + "."),
                new Check(
                        checks.notExpired(),
                        checks.notExpired() ? "It is in date" : "It has expired",
                        inDate(Day.ofNullable(credential.expiresAt()), checks.notExpired())),
                new Check(
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
}
