package io.laurel.openbadges.jsonld;

import io.laurel.openbadges.JsonLdException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the values of each property of each node after JSON-LD expansion. Each is compared with all before it when nodes are merged (JSON-LD
 * 1.1 API, §7.2), and Titanium copies them each time, lists as well: time grows by the square of their number.
 */
final class PropertyValues {

    private static final int MOST = 1000;

    private final Map<String, Integer> ofNamedNodes = new HashMap<>();

    private PropertyValues() {}

    /**
     * Checks an expanded document.
     *
     * @throws JsonLdException if it would take long to merge
     */
    static void check(JsonArray expanded) {
        new PropertyValues().count(expanded);
    }

    private void count(JsonArray items) {
        for (JsonValue item : items) {
            if (item instanceof JsonObject node) {
                count(node);
            }
        }
    }

    private void count(JsonObject node) {
        String id = StrictJson.text(node, "@id");
        node.forEach((property, value) -> {
            if (value instanceof JsonArray values) {
                // A node with a name may be described in several places.
                int all = id.isEmpty()
                        ? values.size()
                        : ofNamedNodes.merge(id + ' ' + property, values.size(), Integer::sum);
                if (all > MOST) {
                    throw new JsonLdException("more than " + MOST + " values of one property: " + property);
                }
                count(values);
            }
        });
    }
}
