package io.laurel.openbadges.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeStampTest {

    private static final Instant TIME = Instant.parse("2026-02-25T01:02:03Z");

    @Test
    void aTimeHasATimeZone() {
        assertThat(DateTimeStamp.parse("2026-02-25T01:02:03Z")).hasValue(TIME);
        assertThat(DateTimeStamp.parse("2026-02-24T19:02:03-06:00")).hasValue(TIME);
        assertThat(DateTimeStamp.parse("2026-02-25T01:02:03.447Z")).hasValue(TIME.plusMillis(447));
        assertThat(DateTimeStamp.parse("2026-02-25T01:02:03")).isEmpty();
    }

    @Test
    void inAProofATimeWithoutTimeZoneIsUtc() {
        assertThat(DateTimeStamp.parseOrUtc("2026-02-25T01:02:03")).hasValue(TIME);
        assertThat(DateTimeStamp.parseOrUtc("2026-02-24T19:02:03-06:00")).hasValue(TIME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "invalidDate",
                "2026-02-25",
                "2026-02-30T01:02:03Z",
                "2026-02-25T25:02:03Z",
                "2026-02-25T01:02:03ZZ"
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(DateTimeStamp.parse(text)).isEmpty();
        assertThat(DateTimeStamp.parseOrUtc(text)).isEmpty();
    }
}
