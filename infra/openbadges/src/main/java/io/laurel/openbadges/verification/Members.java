package io.laurel.openbadges.verification;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Reads members of documents that anybody may have written. */
final class Members {

    private Members() {}

    static Optional<String> text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    /** The values of a member: those of an array, a lone one, or none. */
    static List<JsonValue> values(JsonObject object, String member) {
        return switch (object.get(member)) {
            case null -> List.of();
            case JsonArray several -> List.copyOf(several);
            case JsonValue one -> List.of(one);
        };
    }

    static List<JsonObject> objects(JsonObject object, String member) {
        return values(object, member).stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    static List<String> texts(JsonObject object, String member) {
        return values(object, member).stream()
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).getString())
                .toList();
    }
}
