package io.laurel.verifier.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A day as people read it, and the moment behind it for programs. */
record Day(String iso, String day) {

    private static final DateTimeFormatter IN_WORDS =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static Day of(Instant moment) {
        return new Day(moment.toString(), IN_WORDS.format(moment));
    }

    static @Nullable Day ofNullable(@Nullable Instant moment) {
        return moment == null ? null : of(moment);
    }
}
