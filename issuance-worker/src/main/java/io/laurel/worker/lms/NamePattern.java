package io.laurel.worker.lms;

import java.util.regex.Pattern;

/** A file's name with {@code *} for any text and {@code ?} for any character; the case of letters does not matter. */
final class NamePattern {

    private NamePattern() {}

    static boolean matches(String pattern, String name) {
        var regex = new StringBuilder();
        pattern.codePoints().forEach(character -> {
            switch (character) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(character)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(name)
                .matches();
    }
}
