package io.laurel.verifier.page;

import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stranger's credential says of itself: any member may be missing, or something else than it should be. */
record Said(JsonObject credential) {

    JsonObject achievement() {
        return object(object(credential, "credentialSubject"), "achievement");
    }

    JsonObject issuer() {
        return object(credential, "issuer");
    }

    String issuerId() {
        String id = text(credential, "issuer");
        return id == null ? orEmpty(text(issuer(), "id")) : id;
    }

    /** The member as an object, the first if there are several; an empty one if it is none. */
    static JsonObject object(JsonObject object, String member) {
        return first(object.get(member)) instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
    }

    /** The member as a text, of several the first, of one with a language the text alone. */
    static @Nullable String text(JsonObject object, String member) {
        return switch (first(object.get(member))) {
            case JsonString text -> text.getString();
            case JsonObject value when value.get("@value") instanceof JsonString text -> text.getString();
            case null, default -> null;
        };
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The whole of it, laid out for reading. */
    String json() {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = StrictJson.PROVIDER
                .createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(credential);
        }
        return text.toString().strip();
    }

    private static @Nullable JsonValue first(@Nullable JsonValue value) {
        return value instanceof JsonArray several ? (several.isEmpty() ? null : several.getFirst()) : value;
    }
}
