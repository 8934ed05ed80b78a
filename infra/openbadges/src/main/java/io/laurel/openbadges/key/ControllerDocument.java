package io.laurel.openbadges.key;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A DID document, a controller's document, or the document of one verification method (Controlled Identifiers 1.0, §2). Relative
 * identifiers, {@code #key-1}, are the document's own.
 *
 * @param id what the document says it is about
 * @param json the document
 */
record ControllerDocument(String id, JsonObject json) {

    private static final String METHODS = "verificationMethod";

    static Optional<ControllerDocument> read(byte[] bytes) {
        try {
            JsonObject json = StrictJson.object(bytes);
            return Optional.of(new ControllerDocument(StrictJson.text(json, "id"), json));
        } catch (JsonLdException noJson) {
            return Optional.empty();
        }
    }

    /** The method of an identifier: in the list of methods, embedded under any relationship, or the document itself. */
    Optional<JsonObject> method(String identifier) {
        if (id.equals(identifier)) {
            return Optional.of(json);
        }
        for (JsonValue entry : entries()) {
            if (entry instanceof JsonObject method
                    && absolute(StrictJson.text(method, "id")).equals(identifier)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** Whether the document lists a method for a purpose, by its identifier or as a whole. */
    boolean lists(String identifier, Relationship relationship) {
        return listed(relationship).contains(identifier);
    }

    /** The identifiers of the methods that the document lists for a purpose. */
    List<String> listed(Relationship relationship) {
        return values(relationship.term()).stream()
                .map(ControllerDocument::identifier)
                .filter(identifier -> !identifier.isEmpty())
                .map(this::absolute)
                .toList();
    }

    private static String identifier(JsonValue entry) {
        return switch (entry) {
            case JsonString reference -> reference.getString();
            case JsonObject embedded -> StrictJson.text(embedded, "id");
            default -> "";
        };
    }

    private String absolute(String identifier) {
        return identifier.startsWith("#") ? id + identifier : identifier;
    }

    private List<JsonValue> entries() {
        List<JsonValue> entries = new ArrayList<>(values(METHODS));
        // Before DID Core named them verificationMethod.
        entries.addAll(values("publicKey"));
        for (Relationship relationship : Relationship.values()) {
            entries.addAll(values(relationship.term()));
        }
        return entries;
    }

    private List<JsonValue> values(String member) {
        JsonValue value = json.get(member);
        if (value == null) {
            return List.of();
        }
        return value instanceof JsonArray several ? several : List.of(value);
    }
}
