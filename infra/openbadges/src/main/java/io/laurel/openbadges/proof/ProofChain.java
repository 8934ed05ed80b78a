package io.laurel.openbadges.proof;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proofs of a document and which of them follow which (VC Data Integrity 1.0, §2.1.2 and §4.5).
 *
 * @param proofs in the order of the document
 * @param previous for each proof those that it follows, by position
 */
record ProofChain(List<JsonObject> proofs, List<List<JsonObject>> previous) {

    private static final int MOST_PROOFS = 8;

    /** A proof is missing, not an object, follows one that is not there, or follows itself; the message is a sentence. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static ProofChain of(JsonObject secured) throws Broken {
        List<JsonObject> proofs = proofs(secured.get("proof"));
        Map<String, JsonObject> named = named(proofs);
        List<List<JsonObject>> previous = new ArrayList<>();
        for (JsonObject proof : proofs) {
            previous.add(previous(proof, named));
            refuseCycle(proof, named, new HashSet<>());
        }
        return new ProofChain(proofs, previous);
    }

    private static List<JsonObject> proofs(@Nullable JsonValue value) throws Broken {
        List<JsonValue> values = switch (value) {
            case null -> List.of();
            case JsonArray several -> several;
            case JsonValue one -> List.of(one);
        };
        if (values.isEmpty() || values.size() > MOST_PROOFS) {
            throw new Broken(values.isEmpty() ? "There is no proof." : "There are more than 8 proofs.");
        }
        List<JsonObject> proofs = new ArrayList<>();
        for (JsonValue proof : values) {
            if (!(proof instanceof JsonObject object)) {
                throw new Broken("A proof is not an object.");
            }
            proofs.add(object);
        }
        return proofs;
    }

    private static Map<String, JsonObject> named(List<JsonObject> proofs) throws Broken {
        Map<String, JsonObject> named = new HashMap<>();
        for (JsonObject proof : proofs) {
            if (proof.get("id") instanceof JsonString id && named.put(id.getString(), proof) != null) {
                throw new Broken("Two proofs have the same id.");
            }
        }
        return named;
    }

    /** The proofs that a proof follows, in the order in which the document has them. */
    private static List<JsonObject> previous(JsonObject proof, Map<String, JsonObject> named) throws Broken {
        List<JsonObject> previous = new ArrayList<>();
        for (String id : previousIds(proof)) {
            JsonObject found = named.get(id);
            if (found == null) {
                throw new Broken("A proof follows one that is not there: " + id + ".");
            }
            previous.add(found);
        }
        return List.copyOf(previous);
    }

    private static Set<String> previousIds(JsonObject proof) throws Broken {
        JsonValue value = proof.get("previousProof");
        if (value == null) {
            return Set.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonValue id : value instanceof JsonArray several ? several : List.of(value)) {
            if (!(id instanceof JsonString text)) {
                throw new Broken("A previousProof is not the id of a proof.");
            }
            ids.add(text.getString());
        }
        return ids;
    }

    private static void refuseCycle(JsonObject proof, Map<String, JsonObject> named, Set<JsonObject> above)
            throws Broken {
        if (!above.add(proof)) {
            throw new Broken("Proofs follow one another in a circle.");
        }
        for (JsonObject earlier : previous(proof, named)) {
            refuseCycle(earlier, named, above);
        }
        above.remove(proof);
    }
}
