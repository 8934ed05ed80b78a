package io.laurel.openbadges.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON text read from left to right, against what it is expected to say. */
final class OwnText {

    private final String text;
    private int position;

    private OwnText(String text) {
        this.text = text;
    }

    /** Bytes that are no UTF-8 become another text, which whoever compares it with the bytes will notice. */
    static OwnText of(byte[] utf8) {
        return new OwnText(new String(utf8, StandardCharsets.UTF_8));
    }

    String text() {
        return text;
    }

    boolean says(String piece) {
        return text.contains(piece);
    }

    boolean skip(String piece) {
        if (!text.startsWith(piece, position)) {
            return false;
        }
        position += piece.length();
        return true;
    }

    boolean isAtEnd() {
        return position == text.length();
    }

    /** Reads to the quotation mark that ends a string and stops before it; {@code null} if the string is not well-formed. */
    @Nullable
    String value() {
        int start = position;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                position = i;
                return text.substring(start, i);
            }
            if (c == '\\') {
                return escaped(start, i);
            }
        }
        return null;
    }

    /** Reads the further strings of an array into the list. */
    void moreValues(List<String> values) {
        while (skip("\",\"")) {
            String value = value();
            if (value == null) {
                return;
            }
            values.add(value);
        }
    }

    private @Nullable String escaped(int start, int backslash) {
        StringBuilder value = new StringBuilder(text.length() - start).append(text, start, backslash);
        int i = backslash;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                position = i;
                return value.toString();
            }
            if (c != '\\') {
                value.append(c);
                i++;
                continue;
            }
            int unescaped = i + 1 < text.length() ? unescaped(i + 1) : -1;
            if (unescaped < 0) {
                return null;
            }
            value.append((char) unescaped);
            i += text.charAt(i + 1) == 'u' ? 6 : 2;
        }
        return null;
    }

    /** The character that an escape stands for; -1 if it is none that this library writes. */
    private int unescaped(int at) {
        return switch (text.charAt(at)) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> text.startsWith("00", at + 1) ? hex(at + 3) : -1;
            default -> -1;
        };
    }

    private int hex(int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
