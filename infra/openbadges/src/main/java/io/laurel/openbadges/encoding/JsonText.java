package io.laurel.openbadges.encoding;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes JSON members in the order they are given, without white space (RFC 8259).
 *
 * <p>Both ways of signing write through it, so that the text of a credential is decided in one place.
 */
public final class JsonText {

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text;

    public JsonText(int expectedLength) {
        text = new StringBuilder(expectedLength);
    }

    public JsonText open(char bracket) {
        separate();
        text.append(bracket);
        return this;
    }

    public JsonText open(String name, char bracket) {
        name(name);
        text.append(bracket);
        return this;
    }

    public JsonText close(char bracket) {
        text.append(bracket);
        return this;
    }

    public JsonText member(String name, Object value) {
        name(name);
        quote(value.toString());
        return this;
    }

    public JsonText members(String name, Iterable<?> values) {
        open(name, '[');
        for (Object value : values) {
            element(value);
        }
        return close(']');
    }

    public JsonText flag(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    public JsonText element(Object value) {
        separate();
        quote(value.toString());
        return this;
    }

    /** Goes on with a text that was written before, as it is. */
    public JsonText written(String json) {
        text.append(json);
        return this;
    }

    /** A string where one is due: after a name, or a text that ended with one. */
    public JsonText value(String value) {
        quote(value);
        return this;
    }

    public byte[] utf8() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void name(String name) {
        separate();
        quote(name);
        text.append(':');
    }

    private void separate() {
        if (text.isEmpty()) {
            return;
        }
        char last = text.charAt(text.length() - 1);
        if (last != '{' && last != '[') {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        int copied = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c < 0x20) {
                text.append(value, copied, i);
                escape(c);
                copied = i + 1;
            }
        }
        text.append(value, copied, value.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            default -> text.append("\\u").append(HEX.toHexDigits(c));
        }
    }
}
