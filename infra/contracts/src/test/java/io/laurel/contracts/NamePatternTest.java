package io.laurel.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
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

    @ParameterizedTest
    @CsvSource({
        "*.csv, *.csv, true",
        "*.csv, *.CSV, true",
        "grades*.csv, *-autumn.csv, true",
        "grades*.csv, users*.csv, false",
        "a?.csv, ab*, true",
        "a?.csv, abc*, false",
        "a*c, ac, true",
        "a*c, a?c, true",
        "a*bc, a*cb, false",
        "*a*, *b*, true",
        "?, ??, false",
        "**, ?, true",
        "'', *, true",
        "'', ?, false",
        "Ü*, ü.csv, true"
    })
    void overlapWhereThereIsANameForBoth(String one, String other, boolean overlap) {
        assertThat(NamePattern.overlap(one, other)).isEqualTo(overlap);
        assertThat(NamePattern.overlap(other, one)).isEqualTo(overlap);
    }

    @Test
    void aPatternOverlapsWithEachThatMatchesANameOfIts() {
        var letters = new char[] {'a', 'b', '*', '?'};
        var words = Stream.iterate(
                        List.of(""),
                        shorter -> shorter.stream()
                                .flatMap(word -> new String(letters).chars().mapToObj(letter -> word + (char) letter))
                                .toList())
                .limit(4)
                .flatMap(List::stream)
                .toList();
        var names = words.stream().filter(word -> word.matches("[ab]*")).toList();
        for (var one : words) {
            for (var other : words) {
                var isFound = names.stream()
                        .anyMatch(name -> NamePattern.matches(one, name) && NamePattern.matches(other, name));
                if (isFound) {
                    assertThat(NamePattern.overlap(one, other))
                            .as("%s and %s", one, other)
                            .isTrue();
                }
            }
        }
    }

    /** A matcher that tried every way to divide the name would not come back. */
    @Test
    void takesNoTimeForManyStars() {
        assertThat(NamePattern.matches("*a".repeat(50) + "*b", "a".repeat(250))).isFalse();
    }
}
