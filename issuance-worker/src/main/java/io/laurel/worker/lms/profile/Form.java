package io.laurel.worker.lms.profile;

import java.nio.charset.Charset;

/**
 * How a file is written, as far as its profile does not say: what was detected.
 *
 * @param separator between two columns
 */
public record Form(Charset charset, boolean byteOrderMark, char separator) {

    /** For a log or a report: "UTF-16LE with a byte order mark, columns separated by tabs". */
    public String describe() {
        return "%s %s a byte order mark, columns separated by %s"
                .formatted(charset.name(), byteOrderMark ? "with" : "without", nameOf(separator));
    }

    static String nameOf(char separator) {
        return switch (separator) {
            case '\t' -> "tabs";
            case ';' -> "semicolons";
            default -> "commas";
        };
    }
}
