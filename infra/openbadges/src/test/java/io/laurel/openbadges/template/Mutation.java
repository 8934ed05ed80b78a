package io.laurel.openbadges.template;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes a JSON document with one node changed: a member or element taken away, doubled, moved, renamed, or of another value. */
final class Mutation {

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "\"\"",
            "\"x\"",
            "\"urn:x:1\"",
            "[]",
            "{}",
            "[\"x\"]",
            "{\"id\":\"urn:x:1\"}",
            "\"2026-01-01T00:00:00Z\"",
            "\"revocation\"",
            "\"Achievement\"");
    private static final List<String> NAMES = List.of(
            "x",
            "id",
            "type",
            "name",
            "description",
            "validUntil",
            "evidence",
            "tag",
            "@context",
            "@id",
            "https://schema.org/name",
            "credentialStatus",
            "proof",
            "expires");

    private final Random random;
    private final int target;
    private int seen;

    private Mutation(Random random, int target) {
        this.random = random;
        this.target = target;
    }

    static String of(JsonObject document, Random random) {
        Mutation count = new Mutation(random, -1);
        count.write(document);
        return new Mutation(random, random.nextInt(count.seen)).write(document);
    }

    private String write(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> object(value.asJsonObject());
            case ARRAY -> array(value.asJsonArray());
            case STRING, NUMBER, TRUE, FALSE, NULL -> value.toString();
        };
    }

    private String object(JsonObject object) {
        List<String> members = new ArrayList<>();
        int changed = -1;
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            String name = "\"" + member.getKey() + "\"";
            if (seen++ == target) {
                changed = members.size();
                members.addAll(changed(name, write(member.getValue())));
            } else {
                members.add(name + ":" + write(member.getValue()));
            }
        }
        shuffle(members, changed);
        return "{" + String.join(",", members) + "}";
    }

    private String array(JsonArray array) {
        List<String> elements = new ArrayList<>();
        for (JsonValue element : array) {
            if (seen++ == target) {
                switch (random.nextInt(3)) {
                    case 0 -> {}
                    case 1 -> elements.addAll(List.of(write(element), write(element)));
                    default -> elements.add(any(VALUES));
                }
            } else {
                elements.add(write(element));
            }
        }
        return "[" + String.join(",", elements) + "]";
    }

    private List<String> changed(String name, String value) {
        return switch (random.nextInt(6)) {
            case 0 -> List.of();
            case 1 -> List.of(name + ":" + value, name + ":" + value);
            case 2 -> List.of("\"" + any(NAMES) + "\":" + value);
            case 3 -> List.of(name + ":" + value, "\"" + any(NAMES) + "\":" + any(VALUES));
            case 4 -> List.of(name + ":[" + value + "]");
            default -> List.of(name + ":" + any(VALUES));
        };
    }

    private void shuffle(List<String> members, int changed) {
        if (changed >= 0 && random.nextInt(4) == 0) {
            Collections.shuffle(members, random);
        }
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
