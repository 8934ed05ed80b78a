package io.laurel.openbadges.encoding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as {@code dateTimeStamp} (XML Schema 1.1 Part 2, §3.4.28): a date that exists, a time, and a time zone. */
public final class DateTimeStamp {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d{1,9})?(Z|[+-](0\\d|1[0-3]):[0-5]\\d|[+-]14:00)");

    private DateTimeStamp() {}

    /** The time of a text, or nothing if it is none. */
    public static Optional<Instant> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    /** The same, a time without a time zone taken for UTC, as proofs want it (VC Data Integrity 1.0, §2.1). */
    public static Optional<Instant> parseOrUtc(String text) {
        Optional<Instant> time = parse(text);
        return time.isPresent() ? time : parse(text + "Z");
    }
}
