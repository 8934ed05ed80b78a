package io.laurel.ingress.page;

import io.laurel.web.ApiException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A body that is read field by field, so that what is left out is told from what is null, and what nobody may send is refused by its
 * name instead of passed over. Of each field: null where it was not sent.
 */
public final class Sent {

    private static final Pattern DATE = Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final JsonNode body;

    private Sent(JsonNode body) {
        this.body = body;
    }

    /**
     * The fields of a body.
     *
     * @param known those that may be sent
     * @param refused those that there are but that cannot be sent, each with the reason
     */
    public static Sent of(JsonNode body, Set<String> known, Map<String, String> refused) {
        if (!body.isObject()) {
            throw ApiException.validation("The body must be a JSON object.");
        }
        for (var field : body.propertyNames()) {
            if (refused.containsKey(field)) {
                throw ApiException.invalid(field, refused.get(field));
            }
            if (!known.contains(field)) {
                throw ApiException.invalid(shortened(field), "is no field of this");
            }
        }
        return new Sent(body);
    }

    /** What somebody sent, as an error shows it. */
    public static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    public boolean isEmpty() {
        return body.isEmpty();
    }

    public boolean has(String field) {
        return body.has(field);
    }

    /** Refuses a body in which one of the fields is missing. */
    public void require(String... fields) {
        var missing = new LinkedHashMap<String, String>();
        for (var field : fields) {
            if (!body.has(field)) {
                missing.put(field, "is missing");
            }
        }
        if (!missing.isEmpty()) {
            throw ApiException.invalid(missing);
        }
    }

    public @Nullable String text(String field) {
        var value = value(field);
        return value == null ? null : text(field, value);
    }

    /** A text, or null where it was sent as null. */
    public @Nullable String textOrNull(String field) {
        return body.path(field).isNull() ? null : text(field);
    }

    private static String text(String field, JsonNode value) {
        if (!value.isString()) {
            throw ApiException.invalid(field, "must be a text");
        }
        return value.asString();
    }

    public @Nullable List<String> texts(String field) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            throw ApiException.invalid(field, "must be a list of texts");
        }
        var texts = new ArrayList<String>();
        for (var each : value) {
            texts.add(text(field, each));
        }
        return texts;
    }

    public @Nullable JsonNode object(String field) {
        var value = value(field);
        if (value != null && !value.isObject()) {
            throw ApiException.invalid(field, "must be an object");
        }
        return value;
    }

    /** Sent as 0 or 1. */
    public @Nullable Boolean flag(String field) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || (!value.asString().equals("0") && !value.asString().equals("1"))) {
            throw ApiException.invalid(field, "must be 0 or 1");
        }
        return value.asString().equals("1");
    }

    public @Nullable LocalDate date(String field) {
        var text = text(field);
        if (text == null) {
            return null;
        }
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException noSuchDay) {
            throw ApiException.invalid(field, "is no day of the calendar");
        }
        throw ApiException.invalid(field, "must be a date such as 2026-11-22");
    }

    private @Nullable JsonNode value(String field) {
        if (!body.has(field)) {
            return null;
        }
        var value = body.path(field);
        if (value.isNull()) {
            throw ApiException.invalid(field, "must not be null");
        }
        return value;
    }
}
