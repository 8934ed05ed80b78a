package io.laurel.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LmsProfileTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            canvas-gradebook           | {"minimum":80}
            canvas-gradebook           | {"minimum":"79.5","column":"Essay (123)"}
            canvas-grade-export        | {"minimum":80,"states":["completed"]}
            moodle-activity-completion | {"activities":["Quiz 1"]}
            moodle-activity-completion | {"activities":["Quiz 1"],"states":["Abgeschlossen"],"columns":{"Email address":"E-Mail-Adresse"}}
            moodle-course-completion   | {}
            moodle-grades              | {"minimum":50}
            openedx-grade-report       | {}
            openedx-grade-report       | {"minimum":1}
            oneroster-1.2              | {"minimum":0,"lineItem":"li-7"}
            simple                     | {"columns":{"name":"Nom"}}
            """)
    void aRuleOfTheProfileHasNoFault(String profile, String rule) {
        assertThat(faults(profile, rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            canvas-gradebook           | {}                                     | minimum    | missing
            canvas-gradebook           | {"minimum":-0.1}                       | minimum    | 0 to 1000000
            canvas-gradebook           | {"minimum":1e99}                       | minimum    | 0 to 1000000
            canvas-gradebook           | {"minimum":0.1234567}                  | minimum    | 6 decimals
            canvas-gradebook           | {"minimum":80,"column":" "}            | column     | empty
            canvas-gradebook           | {"minimum":80,"states":["active"]}     | states     | not for the profile canvas-gradebook
            canvas-gradebook           | {"minimum":80,"columns":{"Email":"x"}} | columns    | SIS Login ID
            canvas-grade-export        | {"minimum":80,"states":[]}             | states     | 1 to 100 entries
            canvas-grade-export        | {"minimum":80,"states":[""]}           | states     | 1 to 500 characters
            canvas-grade-export        | {"minimum":80,"states":["*a*"]}        | states     | one *
            moodle-activity-completion | {}                                     | activities | missing
            moodle-activity-completion | {"activities":["Quiz",null]}           | activities | 1 to 500 characters
            moodle-course-completion   | {"minimum":1}                          | minimum    | not for the profile
            moodle-grades              | {"column":"Quiz (Real)"}               | minimum    | missing
            openedx-grade-report       | {"minimum":80}                         | minimum    | 0 to 1
            oneroster-1.2              | {"minimum":80}                         | lineItem   | missing
            simple                     | {"columns":{"name":null}}              | columns    | 1 to 500 characters
            """)
    void aRuleThatIsNotTheProfilesIsRefusedWithItsField(String profile, String rule, String field, String why) {
        assertThat(faults(profile, rule))
                .containsOnlyKeys(field)
                .extractingByKey(field)
                .asString()
                .contains(why);
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        var rule = new LmsRule(null, "x", null, null, null, null);

        assertThat(LmsProfile.ONEROSTER_1_2.faultsOf(rule)).containsOnlyKeys("minimum", "column", "lineItem");
    }

    @Test
    void aListOrATextOfAnySizeIsRefused() {
        var many = new LmsRule(null, null, null, Collections.nCopies(101, "Quiz"), null, null);
        var longOne = new LmsRule(null, null, null, List.of("Q".repeat(501)), null, null);

        assertThat(LmsProfile.MOODLE_ACTIVITY_COMPLETION.faultsOf(many)).containsKey("activities");
        assertThat(LmsProfile.MOODLE_ACTIVITY_COMPLETION.faultsOf(longOne)).containsKey("activities");
    }

    @ParameterizedTest
    @EnumSource
    void aProfileTravelsByItsWireName(LmsProfile profile) {
        var json = Messages.write(Map.of("profile", profile));

        assertThat(new String(json, UTF_8)).isEqualTo("{\"profile\":\"" + profile.wireName() + "\"}");
        assertThat(Messages.read(("\"" + profile.wireName() + "\"").getBytes(UTF_8), LmsProfile.class))
                .isEqualTo(profile);
        assertThat(LmsProfile.ofWireName(profile.wireName())).contains(profile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIMPLE", "canvas-users", "canvas"})
    void whatIsNoProfileIsNone(String name) {
        assertThat(LmsProfile.ofWireName(name)).isEmpty();
    }

    @Test
    void aRuleTravelsWithoutWhatItDoesNotSay() {
        var rule = new LmsRule(new BigDecimal("79.50"), null, null, null, List.of("active"), null);
        var json = "{\"minimum\":79.50,\"states\":[\"active\"]}";

        assertThat(new String(Messages.write(rule), UTF_8)).isEqualTo(json);
        assertThat(Messages.read(json.getBytes(UTF_8), LmsRule.class)).isEqualTo(rule);
    }

    private static Map<String, String> faults(String profile, String rule) {
        return LmsProfile.ofWireName(profile)
                .orElseThrow()
                .faultsOf(Messages.read(rule.getBytes(UTF_8), LmsRule.class));
    }
}
