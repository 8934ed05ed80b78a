package io.laurel.ingress.organization;

import io.laurel.contracts.RecipientRules;
import io.laurel.web.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an organization may say of itself. Each rule gives the form that is kept, or remembers why there is none. */
final class OrganizationRules {

    static final int MAX_SLUG_LENGTH = 60;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DESCRIPTION_LENGTH = 2_000;
    private static final int MAX_REASON_LENGTH = 1_000;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]");

    private final Map<String, String> wrong = new LinkedHashMap<>();

    String name(@Nullable String typed) {
        var name = RecipientRules.name(typed == null ? "" : typed);
        if (name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
            wrong.put("name", "must have at most " + MAX_NAME_LENGTH + " characters");
        } else {
            note("name", RecipientRules.whyNotName(name));
        }
        return name;
    }

    /** A slug of the founder's own choice. */
    @Nullable
    String slug(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        if (typed.length() < 2
                || typed.length() > MAX_SLUG_LENGTH
                || !SLUG.matcher(typed).matches()) {
            wrong.put(
                    "slug",
                    "must have 2 to " + MAX_SLUG_LENGTH + " characters: lower-case letters, digits, single hyphens");
        }
        return typed;
    }

    @Nullable
    String description(@Nullable String typed) {
        return text("description", typed, MAX_DESCRIPTION_LENGTH);
    }

    @Nullable
    String website(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        note("website", RecipientRules.whyNotEvidenceUrl(typed.strip()));
        return typed.strip();
    }

    /** Why somebody's organization is rejected or suspended. */
    @Nullable
    String reason(@Nullable String typed, boolean isNeeded) {
        var reason = text("reason", typed, MAX_REASON_LENGTH);
        if (reason == null && isNeeded) {
            wrong.put("reason", "is required: the owners are told");
        }
        return reason;
    }

    /** Refuses the request if a rule was broken. */
    void check() {
        if (!wrong.isEmpty()) {
            throw ApiException.validation("The request is not valid.", wrong);
        }
    }

    private @Nullable String text(String field, @Nullable String typed, int most) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        var text = typed.strip().replace("\r\n", "\n");
        if (text.codePointCount(0, text.length()) > most) {
            wrong.put(field, "must have at most " + most + " characters");
        } else if (CONTROL.matcher(text).find()) {
            wrong.put(field, "must not contain control characters");
        }
        return text;
    }

    private void note(String field, @Nullable String problem) {
        if (problem != null) {
            wrong.put(field, problem);
        }
    }
}
