package io.laurel.openbadges.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.laurel.openbadges.JsonLdException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-12.50", "1e400", "1E-0400", "-4.7e+12"})
    void aNumberIsReadAsItIsWritten(String number) {
        assertThat(StrictJson.object("{\"x\": [" + number + "]}")
                        .getJsonArray("x")
                        .getJsonNumber(0)
                        .bigDecimalValue())
                .isEqualTo(new BigDecimal(number));
    }

    /** JSON-LD writes a number out in full (JSON-LD 1.1 API, §8.2.2): few characters could become gigabytes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e401",
                "1E+401",
                "-1e-401",
                "1e-30000001",
                "1e-999999999",
                "1e99999999999999999999",
                "0.1e-0000000401"
            })
    void aNumberTooLargeOrTooSmallToWriteOutIsRefused(String number) {
        assertThatExceptionOfType(JsonLdException.class)
                .isThrownBy(() -> StrictJson.object("{\"x\": [" + number + "]}"))
                .withMessage("a number with an exponent beyond 400");
    }

    /** Reading digits takes time by the square of their number. */
    @Test
    void aNumberOfEndlessDigitsIsRefused() {
        assertThat(StrictJson.object("{\"x\": " + "7".repeat(100) + "}").getJsonNumber("x"))
                .hasToString("7".repeat(100));
        for (String number : new String[] {"7".repeat(101), "-0." + "7".repeat(100), "1e" + "0".repeat(100) + "1"}) {
            assertThatExceptionOfType(JsonLdException.class)
                    .isThrownBy(() -> StrictJson.object("{\"x\": " + number + "}"))
                    .withMessage("a number of more than 100 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "\"\"", "0", "null", "true"})
    void moreValuesThanAnyCredentialHasAreRefused(String value) {
        // The object and its array are two of them.
        assertThat(StrictJson.object(of(19_998, value)).getJsonArray("x")).hasSize(19_998);
        assertThatExceptionOfType(JsonLdException.class)
                .isThrownBy(() -> StrictJson.object(of(19_999, value)))
                .withMessage("JSON of more than 20000 values");
    }

    private static String of(int values, String value) {
        return "{\"x\":[" + (value + ",").repeat(values - 1) + value + "]}";
    }
}
