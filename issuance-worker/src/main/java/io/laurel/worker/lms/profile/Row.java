package io.laurel.worker.lms.profile;

import io.laurel.worker.text.CsvRecord;
import org.jspecify.annotations.Nullable;

/** A row of an export, as a profile reads it. */
record Row(int number, CsvRecord record) {

    private static final int LONGEST_SHOWN = 40;

    /** No honest value is longer; many that are would not fit into memory together. */
    private static final int LONGEST_VALUE = 2_000;

    /** In any script shorter than what the database's index of people takes. */
    private static final int LONGEST_KEY = 500;

    long line() {
        return record.line();
    }

    /** The value without white space around it; empty where nothing is said. */
    String text(Column column) {
        return text(column, LONGEST_VALUE);
    }

    private String text(Column column, int longest) {
        var field = record.field(column.index());
        if (field == null) {
            throw new FaultyRowException("The row ends before the column " + column.name() + ".");
        }
        if (field.length() > longest) {
            throw new FaultyRowException(
                    "The value of " + column.name() + " has more than %,d characters.".formatted(longest));
        }
        return field.replace('\u00A0', ' ').strip();
    }

    /** The value by which somebody is found; empty where nobody is named. */
    String keyIfAny(Column column) {
        return text(column, LONGEST_KEY);
    }

    /** The value that tells who the row is about. */
    String key(Column column) {
        var key = keyIfAny(column);
        if (key.isEmpty()) {
            throw new FaultyRowException("The row has no " + column.name() + ".");
        }
        return key;
    }

    /** By somebody whom a join file knows, too. */
    ExportRow earned(String key, @Nullable String name, @Nullable String email) {
        return new ExportRow.Earned(number, line(), key, orNull(name), orNull(email));
    }

    ExportRow earnedBy(String name, String email) {
        return new ExportRow.Earned(number, line(), null, orNull(name), orNull(email));
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    ExportRow notEarned() {
        return new ExportRow.NotEarned(number, line());
    }

    ExportRow passedOver(String why) {
        return new ExportRow.PassedOver(number, line(), why);
    }

    static String shown(String value) {
        return shown(value, LONGEST_SHOWN);
    }

    static String shown(String value, int longest) {
        return '"' + brief(value, longest) + '"';
    }

    /** Of a value so much that a person recognises it, on one line. */
    static String brief(String value, int longest) {
        var start = value.codePointCount(0, value.length()) <= longest
                ? value
                : value.substring(0, value.offsetByCodePoints(0, longest)) + "…";
        return start.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
    }
}
