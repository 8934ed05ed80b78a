package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\n{}\n", "\n \r\n{} {}\n", "{no\n"})
    void anNdjsonsFirstObjectIsARowLikeAnyOther(String ndjson) {
        assertThatCode(() -> Head.checkNdjson(ndjson.getBytes(UTF_8), true)).doesNotThrowAnyException();
    }

    @Test
    void anNdjsonsFirstObjectMayBeLongerThanTheHead() {
        var head = "{\"name\":\"" + "x".repeat(Head.LENGTH);
        assertThatCode(() -> Head.checkNdjson(head.getBytes(UTF_8), false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n[{}]\n", "\r\n\r\nname,email\n", "\ufeff\n\n\"{}\""})
    void whatIsNoNdjsonIsRefusedByItsLine(String other) {
        assertThatThrownBy(() -> Head.checkNdjson(other.getBytes(UTF_8), true))
                .hasMessageContaining("Line 3 is not a JSON object");
    }
}
