package io.laurel.ingress.analytics;

import io.laurel.web.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whole days (UTC), the first and the last included. */
record Span(LocalDate from, LocalDate to) {

    private static final int USUAL_DAYS = 30;

    /** A leap year. */
    private static final int MOST_DAYS = 366;

    /** What was asked for; without a word, the last 30 days. */
    static Span of(@Nullable String from, @Nullable String to, Instant now) {
        var end = to == null ? LocalDate.ofInstant(now, ZoneOffset.UTC) : day("to", to);
        var begin = from == null ? end.minusDays(USUAL_DAYS - 1) : day("from", from);
        if (begin.isAfter(end)) {
            throw ApiException.invalid("from", "must not be after to");
        }
        if (ChronoUnit.DAYS.between(begin, end) >= MOST_DAYS) {
            throw ApiException.invalid("from", "must be at most " + MOST_DAYS + " days before to");
        }
        return new Span(begin, end);
    }

    Instant begin() {
        return from.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** The moment after the last day. */
    Instant end() {
        return to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static LocalDate day(String field, String text) {
        try {
            var day = LocalDate.parse(text);
            // What the database can tell apart from infinity.
            if (day.getYear() < 2000 || day.getYear() > 9999) {
                throw new DateTimeException(text);
            }
            return day;
        } catch (DateTimeException e) {
            throw ApiException.invalid(field, "must be a day such as 2026-01-15");
        }
    }
}
