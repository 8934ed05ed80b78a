package io.laurel.ingress.interview;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.ingress.page.Sent;
import io.laurel.web.ApiException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an interview's form was answered with: one text, number, flag or list of such for each field. */
final class Answers {

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LIST = 100;
    private static final int MOST_BYTES = 64 * 1024;

    private Answers() {}

    /** Null, or why a field cannot be answered so. */
    static @Nullable String whyNot(JsonNode answer) {
        if (answer.isArray()) {
            if (answer.size() > LONGEST_LIST) {
                return "must have at most " + LONGEST_LIST + " entries";
            }
            return answer.valueStream()
                    .map(entry -> entry.isNull() ? "must not hold null" : whyNotSingle(entry))
                    .filter(problem -> problem != null)
                    .findFirst()
                    .orElse(null);
        }
        return answer.isNull() ? null : whyNotSingle(answer);
    }

    private static @Nullable String whyNotSingle(JsonNode answer) {
        if (answer.isString()) {
            return whyNotText(answer.asString());
        }
        if (answer.isNumber()) {
            boolean isKept = answer.isIntegralNumber() ? answer.canConvertToLong() : Double.isFinite(answer.asDouble());
            return isKept ? null : "is no number that can be kept";
        }
        return answer.isBoolean() ? null : "must be a text, a number, a flag or a list of them";
    }

    private static @Nullable String whyNotText(String text) {
        if (text.length() > LONGEST_TEXT) {
            return "must have at most " + LONGEST_TEXT + " characters";
        }
        boolean isKept =
                text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
        return isKept ? null : "holds a character that cannot be kept";
    }

    /**
     * The answers so far with those that are sent: each replaces the field's answer, null takes it away.
     *
     * @param formBefore the form that they answered so far, where it is another: then each must be a field of this one, and nobody
     *     shows candidates what was private, or may have been, without saying so
     */
    static ObjectNode merged(ObjectNode before, ObjectNode sent, Frame.Form form, Frame.@Nullable Form formBefore) {
        var fields = form.fields();
        var merged = before.deepCopy();
        sent.properties().forEach(answer -> {
            var field = answer.getKey();
            if (!answer.getValue().isNull()) {
                requireField(fields, field);
                merged.set(field, answer.getValue());
            } else if (merged.remove(field) == null) {
                requireField(fields, field);
            }
        });
        if (formBefore != null) {
            merged.propertyNames().forEach(field -> {
                requireField(fields, field);
                if (!sent.has(field) && form.isOpen(field) && !formBefore.isOpen(field)) {
                    throw ApiException.invalid(
                            "responses." + Sent.shortened(field),
                            "was private and is not in this form: send it again, or take it away with null");
                }
            });
        }
        if (merged.toString().getBytes(UTF_8).length > MOST_BYTES) {
            throw ApiException.invalid("responses", "must not be larger than " + MOST_BYTES / 1024 + " KB together");
        }
        return merged;
    }

    private static void requireField(Set<String> fields, String field) {
        if (!fields.contains(field)) {
            throw ApiException.invalid("responses." + Sent.shortened(field), "is no field of the form");
        }
    }
}
