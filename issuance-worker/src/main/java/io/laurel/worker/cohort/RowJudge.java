package io.laurel.worker.cohort;

import io.laurel.contracts.RecipientRules;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a row by the rules that hold for single requests too. What it says is kept, also where it is wrong. */
final class RowJudge {

    /** Of an invalid value so much is kept that a person recognises it. */
    private static final int MAX_SHOWN = 320;

    StagedRow process(UploadedRow row) {
        var name = row.name() == null ? null : RecipientRules.name(row.name());
        var email = row.email() == null ? null : RecipientRules.email(row.email());
        var evidenceUrl = present(row.evidenceUrl());
        var isPublic = bool(row.isPublic());
        var invalid = row.problem() != null ? row.problem() : whyInvalid(name, email, evidenceUrl, isPublic);
        return invalid == null
                ? new StagedRow(row.number(), row.line(), name, email, evidenceUrl, isPublic.orElse(true), null)
                : new StagedRow(
                        row.number(),
                        row.line(),
                        shown(name),
                        shown(email),
                        shown(evidenceUrl),
                        isPublic.orElse(true),
                        invalid);
    }

    private static @Nullable String whyInvalid(
            @Nullable String name, @Nullable String email, @Nullable String evidenceUrl, Optional<Boolean> isPublic) {
        var nameFault = RecipientRules.whyNotName(name);
        if (nameFault != null) {
            return "The name " + nameFault + ".";
        }
        var emailFault = RecipientRules.whyNotEmail(email);
        if (emailFault != null) {
            return "The email " + emailFault + ".";
        }
        var urlFault = evidenceUrl == null ? null : RecipientRules.whyNotEvidenceUrl(evidenceUrl);
        if (urlFault != null) {
            return "The evidence URL " + urlFault + ".";
        }
        return isPublic.isPresent() ? null : "The value of public must be true or false.";
    }

    /** Public unless it is said otherwise; empty for what is neither yes nor no. */
    private static Optional<Boolean> bool(@Nullable String typed) {
        return switch (typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT)) {
            case "", "true", "yes", "1" -> Optional.of(true);
            case "false", "no", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static @Nullable String present(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private static @Nullable String shown(@Nullable String value) {
        return value == null || value.codePointCount(0, value.length()) <= MAX_SHOWN
                ? value
                : value.substring(0, value.offsetByCodePoints(0, MAX_SHOWN)) + "…";
    }
}
