package io.laurel.openbadges.jsonld;

import io.laurel.openbadges.JsonLdException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what JSON-LD would leave out of the statements without a word, and so out of the signature: terms that no context defines,
 * identifiers that are relative or malformed, languages that are none.
 */
public final class SafeMode {

    private static final String CONTEXT = "@context";
    private static final Set<String> VALUE = Set.of("@value", "@type", "@language", "@direction");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    private SafeMode() {}

    /**
     * Checks a document as it is written. What it says must stand under the terms of its contexts: the same statement under a full
     * address or behind a keyword would keep the signature and be overlooked by whoever reads the JSON.
     */
    public static void checkSource(JsonValue value) {
        switch (value.getValueType()) {
            case OBJECT -> {
                JsonObject object = value.asJsonObject();
                if (object.containsKey("@value")) {
                    only(object, VALUE);
                } else {
                    object.forEach(SafeMode::checkMember);
                }
            }
            case ARRAY -> value.asJsonArray().forEach(SafeMode::checkSource);
            case STRING, NUMBER, TRUE, FALSE, NULL -> {}
        }
    }

    private static void checkMember(String name, JsonValue member) {
        if (name.equals(CONTEXT)) {
            checkContext(member);
        } else if (name.startsWith("@") || name.indexOf(':') >= 0) {
            throw new JsonLdException("a member that is named by no term: " + name);
        } else {
            checkSource(member);
        }
    }

    /** Checks a context that is named by its address, or is the document's own and only adds terms. */
    static void checkContext(JsonValue context) {
        switch (context.getValueType()) {
            case STRING -> {}
            case ARRAY -> context.asJsonArray().forEach(SafeMode::checkContext);
            case OBJECT -> InlineContext.check(context.asJsonObject());
            case NUMBER, TRUE, FALSE, NULL -> throw new JsonLdException("not a context: " + context);
        }
    }

    /** Checks a document after JSON-LD expansion. */
    public static void checkExpanded(JsonArray expanded) {
        for (JsonValue item : expanded) {
            checkItem(item);
        }
    }

    /** Whether an identifier survives into the statements. */
    public static boolean isAbsolute(String iri) {
        try {
            return iri.length() > 2 && new URI(iri).isAbsolute();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static void checkItem(JsonValue item) {
        if (!(item instanceof JsonObject object)) {
            throw new JsonLdException("a value that belongs to nothing");
        }
        if (object.containsKey("@value")) {
            checkValue(object);
        } else if (object.containsKey("@list")) {
            only(object, Set.of("@list"));
            checkExpanded(object.getJsonArray("@list"));
        } else {
            object.entrySet().forEach(SafeMode::checkExpandedMember);
        }
    }

    private static void checkValue(JsonObject object) {
        only(object, VALUE);
        JsonValue type = object.get("@type");
        if (type instanceof JsonString iri && !iri.getString().equals("@json")) {
            checkIri(iri);
        }
        if (object.get("@language") instanceof JsonString language
                && !LANGUAGE.matcher(language.getString()).matches()) {
            throw new JsonLdException("not a language: " + language.getString());
        }
    }

    private static void checkExpandedMember(Map.Entry<String, JsonValue> member) {
        switch (member.getKey()) {
            case "@id" -> checkIri(member.getValue());
            case "@type" -> member.getValue().asJsonArray().forEach(SafeMode::checkIri);
            case "@graph" -> checkExpanded(member.getValue().asJsonArray());
            default -> {
                if (!isAbsolute(member.getKey())) {
                    throw new JsonLdException("a term that no context defines: " + member.getKey());
                }
                checkExpanded(member.getValue().asJsonArray());
            }
        }
    }

    private static void checkIri(JsonValue value) {
        String iri = value instanceof JsonString text ? text.getString() : value.toString();
        if (!iri.startsWith("_:") && !isAbsolute(iri)) {
            throw new JsonLdException("an identifier that is not absolute, or a type that no context defines: " + iri);
        }
    }

    private static void only(JsonObject object, Set<String> keywords) {
        for (String name : object.keySet()) {
            if (!keywords.contains(name)) {
                throw new JsonLdException("a keyword that the signature would not cover: " + name);
            }
        }
    }
}
