package io.laurel.ingress.badge;

import io.laurel.contracts.RecipientRules;
import io.laurel.web.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a request, each in the form that it is kept in, and remembers what is wrong with them, so that all of
 * it is said at once.
 */
final class BadgeRules {

    static final int MAX_SLUG_LENGTH = 80;

    private static final int MAX_DESCRIPTION_LENGTH = 5_000;
    private static final int MAX_CRITERIA_LENGTH = 20_000;
    private static final int MAX_URL_LENGTH = 2_048;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_LENGTH = 100;
    /** A hundred years. */
    private static final int MAX_DAYS = 36_500;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private final Map<String, String> faults = new LinkedHashMap<>();

    void fault(String field, String why) {
        faults.putIfAbsent(field, why);
    }

    /** Refuses the request if anything is wrong with it. */
    void orThrow() {
        if (!faults.isEmpty()) {
            throw ApiException.invalid(faults);
        }
    }

    String name(@Nullable String typed) {
        String name = typed == null ? "" : RecipientRules.name(typed);
        blame("name", RecipientRules.whyNotName(name));
        return name;
    }

    @Nullable
    String slug(@Nullable String typed) {
        String slug = typed == null || typed.isBlank() ? null : typed.strip();
        if (slug != null
                && !(slug.length() <= MAX_SLUG_LENGTH && SLUG.matcher(slug).matches())) {
            fault("slug", "must be at most " + MAX_SLUG_LENGTH + " of a-z and 0-9, in parts joined by single hyphens");
        }
        return slug;
    }

    String description(@Nullable String typed) {
        return text("description", typed, MAX_DESCRIPTION_LENGTH);
    }

    String criteria(@Nullable String typed) {
        return text("criteria", typed, MAX_CRITERIA_LENGTH);
    }

    /** Text of several lines. */
    private String text(String field, @Nullable String typed, int most) {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty()) {
            fault(field, "must not be empty");
        } else if (text.codePointCount(0, text.length()) > most) {
            fault(field, "must have at most " + most + " characters");
        } else if (text.codePoints().anyMatch(BadgeRules::isUnreadable)) {
            fault(field, "must not contain control characters, except for line breaks and tabs");
        }
        return text;
    }

    private static boolean isUnreadable(int character) {
        return Character.getType(character) == Character.SURROGATE
                || (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t');
    }

    @Nullable
    String externalUrl(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        String url = given.isString() ? given.asString().strip() : "";
        if (!isHttps(url)) {
            fault("externalUrl", "must be an absolute https URL of at most " + MAX_URL_LENGTH + " characters");
        }
        return url;
    }

    private static boolean isHttps(String text) {
        try {
            var url = new URI(text);
            return text.length() <= MAX_URL_LENGTH
                    && "https".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Nullable
    Integer expiresInDays(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return null;
        }
        int days = 0;
        if (given.isIntegralNumber() && given.canConvertToInt()) {
            days = given.asInt();
        } else if (given.isString() && DIGITS.matcher(given.asString().strip()).matches()) {
            days = Integer.parseInt(given.asString().strip());
        }
        if (days < 1 || days > MAX_DAYS) {
            fault("expiresInDays", "must be a whole number from 1 to " + MAX_DAYS + ", or null");
        }
        return days;
    }

    /** Each once, in their order. */
    List<String> tags(@Nullable List<@Nullable String> given) {
        var tags = new LinkedHashSet<String>();
        for (@Nullable String typed : given == null ? List.<@Nullable String>of() : given) {
            String tag = typed == null ? "" : typed.strip();
            if (tag.isEmpty()
                    || tag.codePointCount(0, tag.length()) > MAX_TAG_LENGTH
                    || RecipientRules.whyNotName(tag) != null) {
                fault("tags", "must have 1 to " + MAX_TAG_LENGTH + " characters each, and no control characters");
            }
            tags.add(tag);
        }
        if (tags.size() > MAX_TAGS) {
            fault("tags", "must be at most " + MAX_TAGS);
        }
        return List.copyOf(tags);
    }

    private void blame(String field, @Nullable String why) {
        if (why != null) {
            fault(field, why);
        }
    }
}
