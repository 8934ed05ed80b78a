package io.laurel.worker.lms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*.csv, grades.csv, true",
        "*.csv, GRADES.CSV, true",
        "*.csv, grades.csv.done, false",
        "grades-?.csv, grades-7.csv, true",
        "grades-?.csv, grades-77.csv, false",
        "*a*b*, xaxxbx, true",
        "*a*b, xaxxbx, false",
        "*ab*ab, abxab, true",
        "*ab*ab, ab, false",
        "'', '', true",
        "*, '', true",
        "?, 𝔸, true",
        "[a].csv, a.csv, false",
        "übung*, ÜBUNG 1.csv, true"
    })
    void matchesWholeNames(String pattern, String name, boolean matches) {
        assertThat(NamePattern.matches(pattern, name)).isEqualTo(matches);
    }

    /** A matcher that tried every way to divide the name would not come back. */
    @Test
    void takesNoTimeForManyStars() {
        assertThat(NamePattern.matches("*a".repeat(50) + "*b", "a".repeat(250))).isFalse();
    }
}
