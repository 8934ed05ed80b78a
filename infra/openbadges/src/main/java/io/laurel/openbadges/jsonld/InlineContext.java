package io.laurel.openbadges.jsonld;

import io.laurel.openbadges.JsonLdException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/**
 * Says which contexts may be taken from a document's author instead of from this library.
 *
 * <p>The signature covers statements, not the words they were made from. Whoever could define a second word for {@code validUntil} could
 * rename the member in somebody's signed credential: the statements and the signature would stay, and a reader of the JSON would miss
 * the date. So such a context may only add: terms that no pinned context knows, for addresses that no pinned context knows, no prefixes,
 * no keywords, no contexts within.
 */
final class InlineContext {

    private static final Set<String> HARMLESS = Set.of("@version", "@protected");
    private static final Set<String> ALIASES = Set.of("id", "type");
    private static final Set<String> DEFINITION = Set.of("@id", "@type", "@protected", "@container");
    private static final Set<String> CONTAINERS = Set.of("@set", "@list");
    private static final String PREFIX_ENDS = ":/?#[]@";

    private InlineContext() {}

    static void check(JsonObject context) {
        for (Map.Entry<String, JsonValue> member : context.entrySet()) {
            String name = member.getKey();
            if (name.equals("@vocab")) {
                checkVocabulary(text(name, member.getValue()));
            } else if (!HARMLESS.contains(name) && !isAlias(name, member.getValue())) {
                checkTerm(name);
                checkMeaning(name, meaning(name, member.getValue()), context);
            }
        }
    }

    /** The two words for keywords that every context of credentials defines. */
    private static boolean isAlias(String name, JsonValue value) {
        return value instanceof JsonString keyword
                && ALIASES.contains(name)
                && keyword.getString().equals("@" + name);
    }

    private static void checkVocabulary(String address) {
        if (!SafeMode.isAbsolute(address)
                || KnownTerms.ADDRESSES.stream().anyMatch(known -> known.startsWith(address))) {
            throw refused("@vocab");
        }
    }

    private static void checkTerm(String term) {
        if (term.isEmpty() || term.startsWith("@") || term.indexOf(':') >= 0 || KnownTerms.TERMS.contains(term)) {
            throw refused(term);
        }
    }

    private static void checkMeaning(String term, String address, JsonObject context) {
        int colon = address.indexOf(':');
        if (colon < 1
                || !SafeMode.isAbsolute(address)
                || PREFIX_ENDS.indexOf(address.charAt(address.length() - 1)) >= 0
                || KnownTerms.ADDRESSES.contains(address)
                || isPrefix(address.substring(0, colon), context)) {
            throw refused(term);
        }
    }

    private static boolean isPrefix(String scheme, JsonObject context) {
        return context.containsKey(scheme) || KnownTerms.TERMS.contains(scheme);
    }

    private static String meaning(String term, JsonValue value) {
        if (!(value instanceof JsonObject definition)) {
            return text(term, value);
        }
        JsonValue container = definition.get("@container");
        if (!DEFINITION.containsAll(definition.keySet())
                || (container != null && !CONTAINERS.contains(text(term, container)))
                || !definition.containsKey("@id")) {
            throw refused(term);
        }
        return text(term, definition.get("@id"));
    }

    private static String text(String term, JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        throw refused(term);
    }

    private static JsonLdException refused(String term) {
        return new JsonLdException("a context of the document's own may not define " + term + " in this way");
    }
}
