package io.laurel.ingress.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An organization's numbers for a span of days (UTC).
 *
 * @param credentials those issued in the span, by their state now
 * @param days every day of the span, also those on which nothing happened
 * @param topBadges those that most were issued of
 */
record Analytics(LocalDate from, LocalDate to, Credentials credentials, List<Day> days, List<Top> topBadges) {

    /** How many were issued, and what became of them; the four states add up to what was issued. */
    record Credentials(long issued, long pending, long valid, long expired, long revoked) {}

    /**
     * One day.
     *
     * @param lookups how often credentials were looked up, by what was asked for
     */
    record Day(LocalDate date, long issued, Map<String, Long> lookups) {}

    /** A badge and how many were issued of it. */
    record Top(UUID badgeId, String name, String slug, long issued) {}
}
