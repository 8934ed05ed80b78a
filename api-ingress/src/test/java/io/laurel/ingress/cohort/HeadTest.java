package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the worker would take is not refused for how it begins. */
class HeadTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,email,evidence_url,public\nAda,ada@example.com\n",
                "name,email\nAda,ada@example.com,surplus\n",
                "\"name\", \"email\"\n\"Ada\" , \"ada@example.com\"\n"
            })
    void aCsvsRowsAreNotJudged(String csv) {
        assertThatCode(() -> Head.checkCsv(csv.getBytes(UTF_8), true)).doesNotThrowAnyException();
    }
}
