package io.laurel.worker.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.laurel.worker.text.BrokenTextException;
import java.io.ByteArrayInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that strangers upload, mutated without end: each is read to its end or refused. */
class UploadFuzzTest {

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "name,email\nAnn,ann@example.com\n\"O\"\"Brien, \r\nPat\" , pat@example.com\r\n",
                        "\uFEFFpublic, Email,evidence_url,NAME\nfalse,a@example.com,https://example.com/1,Ann",
                        "name,email\n\"Ann,ann@example.com",
                        "name,email\n\"Ann\"x,ann@example.com",
                        "{\"name\":\"Ann\",\"email\":\"a@example.com\",\"public\":false}\n\n{\"name\":1}\n",
                        "{\"badgeId\":\"x\",\"recipients\":[{\"name\":\"Ann\",\"email\":\"a@example.com\"},null,[1]]}")
                .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void anUploadIsReadOrRefused(byte[] upload) {
        for (var format : new String[] {"csv", "ndjson", "json"}) {
            var rows = UploadedRows.of(format, new ByteArrayInputStream(upload));
            try {
                var expected = 1;
                for (var row = rows.next(); row != null; row = rows.next()) {
                    assertThat(row.number()).isEqualTo(expected++);
                    assertThat(expected).as("rows of %s", format).isLessThan(upload.length + 2);
                }
            } catch (BrokenTextException refused) {
                assertThat(refused.failure()).startsWith("Line ");
            }
        }
    }
}
