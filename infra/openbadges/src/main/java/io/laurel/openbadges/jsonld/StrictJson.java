package io.laurel.openbadges.jsonld;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Text;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads JSON objects of which no two readers could see different things: valid UTF-8, no member twice. What is small as a text and large in
 * memory is refused before it is read: endless nesting, millions of values, numbers that would have to be written out.
 */
public final class StrictJson {

    /** Held, because looking the provider up costs more than reading a credential. */
    public static final JsonProvider PROVIDER = JsonProvider.provider();

    private static final int DEEPEST = 64;

    /** A badge has some fifty; a transcript of a hundred courses has some thousands. */
    private static final int MOST_VALUES = 20_000;

    private static final int LONGEST_NUMBER = 100;
    private static final BigInteger LARGEST_EXPONENT = BigInteger.valueOf(400);
    private static final Set<Event> NO_VALUES = EnumSet.of(Event.KEY_NAME, Event.END_OBJECT, Event.END_ARRAY);

    private StrictJson() {}

    public static JsonObject object(byte[] utf8) {
        return object(decode(utf8));
    }

    public static JsonObject object(String text) {
        try {
            check(text);
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

    private static void check(String text) {
        Deque<Set<String>> open = new ArrayDeque<>();
        int values = 0;
        try (JsonParser parser = PROVIDER.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                Event event = parser.next();
                switch (event) {
                    case START_OBJECT, START_ARRAY -> open.push(new HashSet<>());
                    case END_OBJECT, END_ARRAY -> open.pop();
                    case KEY_NAME -> {
                        String name = parser.getString();
                        if (!open.element().add(name)) {
                            throw new JsonLdException("a JSON member stands twice: " + name);
                        }
                    }
                    case VALUE_STRING -> Text.wellFormed(parser.getString(), "a JSON string");
                    case VALUE_NUMBER -> checkNumber(parser.getString());
                    case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
                }
                if (open.size() > DEEPEST) {
                    throw new JsonLdException("JSON nested deeper than " + DEEPEST);
                }
                if (!NO_VALUES.contains(event) && ++values > MOST_VALUES) {
                    throw new JsonLdException("JSON of more than " + MOST_VALUES + " values");
                }
            }
        } catch (IllegalArgumentException halfPair) {
            throw new JsonLdException("not a text", halfPair);
        }
    }

    /** As a text: to make a number of endless digits takes time by their square, and JSON-LD writes out what an exponent spares. */
    private static void checkNumber(String number) {
        if (number.length() > LONGEST_NUMBER) {
            throw new JsonLdException("a number of more than " + LONGEST_NUMBER + " characters");
        }
        int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (mark >= 0 && new BigInteger(number.substring(mark + 1)).abs().compareTo(LARGEST_EXPONENT) > 0) {
            throw new JsonLdException("a number with an exponent beyond " + LARGEST_EXPONENT);
        }
    }
}
