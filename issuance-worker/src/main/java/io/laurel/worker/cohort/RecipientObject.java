package io.laurel.worker.cohort;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code {"name", "email", "evidenceUrl"?, "isPublic"?}}; unknown fields are ignored. */
final class RecipientObject {

    /** For uploads: strings longer than a row may be are refused while they are read. */
    static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(UploadedRows.MAX_CHARACTERS)
                    .build())
            .build());

    private @Nullable String name;
    private @Nullable String email;
    private @Nullable String evidenceUrl;
    private @Nullable String isPublic;
    private @Nullable String problem;

    private RecipientObject() {}

    /** Reads the value that the parser stands at, to its end. */
    static UploadedRow read(JsonParser json, int number, long line) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return UploadedRow.unreadable(number, line, "This is not a JSON object.");
        }
        var object = new RecipientObject();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var field = json.currentName();
            json.nextToken();
            object.take(field, json);
        }
        return new UploadedRow(
                number, line, object.name, object.email, object.evidenceUrl, object.isPublic, object.problem);
    }

    private void take(String field, JsonParser json) {
        switch (field) {
            case "name" -> name = text(field, json);
            case "email" -> email = text(field, json);
            case "evidenceUrl" -> evidenceUrl = text(field, json);
            case "isPublic" -> isPublic = bool(field, json);
            default -> json.skipChildren();
        }
    }

    private @Nullable String text(String field, JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString();
            case VALUE_NULL -> null;
            default -> refuse(field + " is not text.", json);
        };
    }

    private @Nullable String bool(String field, JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> json.getString();
            case VALUE_NULL -> null;
            default -> refuse(field + " is neither true nor false.", json);
        };
    }

    private @Nullable String refuse(String why, JsonParser json) {
        json.skipChildren();
        problem = why;
        return null;
    }
}
