package io.laurel.openbadges.jsonld;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Text;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Reads JSON objects of which no two readers could see different things: valid UTF-8, no member twice, no endless nesting. */
public final class StrictJson {

    /** Held, because looking the provider up costs more than reading a credential. */
    public static final JsonProvider PROVIDER = JsonProvider.provider();

    private static final int DEEPEST = 64;

    private StrictJson() {}

    public static JsonObject object(byte[] utf8) {
        return object(decode(utf8));
    }

    public static JsonObject object(String text) {
        try {
            refuseTwins(text);
            try (var reader = PROVIDER.createReader(new StringReader(text))) {
                return reader.readObject();
            }
        } catch (JsonException broken) {
            throw new JsonLdException("not a JSON object", broken);
        }
    }

    /** A member that is a text; empty if it is none. */
    public static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.getString() : "";
    }

    /** Somebody's identifier: a member that is a text, or else its {@code id}; empty if there is none. */
    public static String identifier(JsonObject object, String member) {
        return object.get(member) instanceof JsonObject profile ? text(profile, "id") : text(object, member);
    }

    /** The identifier of a credential's issuer (VC Data Model 2.0, §4.7); empty if it names none. */
    public static String issuer(JsonObject credential) {
        return identifier(credential, "issuer");
    }

    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new JsonLdException("not UTF-8", broken);
        }
    }

    private static void refuseTwins(String text) {
        Deque<Set<String>> open = new ArrayDeque<>();
        try (JsonParser parser = PROVIDER.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> open.push(new HashSet<>());
                    case END_OBJECT, END_ARRAY -> open.pop();
                    case KEY_NAME -> {
                        String name = parser.getString();
                        if (!open.element().add(name)) {
                            throw new JsonLdException("a JSON member stands twice: " + name);
                        }
                    }
                    case VALUE_STRING -> Text.wellFormed(parser.getString(), "a JSON string");
                    case VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
                }
                if (open.size() > DEEPEST) {
                    throw new JsonLdException("JSON nested deeper than " + DEEPEST);
                }
            }
        } catch (IllegalArgumentException halfPair) {
            throw new JsonLdException("not a text", halfPair);
        }
    }
}
