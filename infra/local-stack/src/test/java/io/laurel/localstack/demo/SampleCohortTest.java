package io.laurel.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import org.junit.jupiter.api.Test;

class SampleCohortTest {

    @Test
    void itHoldsAThousandPeopleWithAddressesOfTheirOwn() {
        var rows = SampleCohort.csv().lines().skip(1).toList();

        assertThat(rows).hasSize(1000).allMatch(row -> row.matches("[^,\"]+,[a-z0-9.]+@example\\.com"));
        assertThat(rows.stream().map(row -> row.substring(row.indexOf(',')))).doesNotHaveDuplicates();
    }

    @Test
    void itsNamesAreWrittenInManyScripts() {
        var scripts =
                SampleCohort.csv().codePoints().mapToObj(UnicodeScript::of).distinct();

        assertThat(scripts).hasSizeGreaterThan(12);
    }
}
