package io.laurel.worker.cohort;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.worker.text.BrokenTextException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadedRowsTest {

    private static final String ANN = "Ann <ann@example.com>";
    private static final String BOB = "Bob <bob@example.com>";

    @Nested
    class Csv {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "name,email\nAnn,ann@example.com\nBob,bob@example.com\n",
                    "name,email\r\nAnn,ann@example.com\r\nBob,bob@example.com",
                    "\uFEFFname,email\nAnn,ann@example.com\nBob,bob@example.com",
                    " Email ,NAME\nann@example.com,Ann\nbob@example.com,Bob",
                    "id,Name,E-Mail,email\n7,Ann,x,ann@example.com\n8,Bob,y,bob@example.com",
                    "\"name\",\"email\"\n\"Ann\", \"ann@example.com\" \n\"Bob\",\"bob@example.com\"",
                    "name,email\n\nAnn,ann@example.com\n\n\nBob,bob@example.com\n\n"
                })
        void isReadInAllItsForms(String csv) {
            assertThat(brief("csv", csv)).containsExactly(ANN, BOB);
        }

        @Test
        void keepsQuotesCommasAndLineBreaksWithinQuotes() {
            var rows = rows("csv", "name,email\n\"O\"\"Brien, \r\nPat\",pat@example.com\nAnn,ann@example.com\n");

            assertThat(rows).extracting(UploadedRow::name).containsExactly("O\"Brien, \r\nPat", "Ann");
            assertThat(rows).extracting(UploadedRow::number).containsExactly(1, 2);
            assertThat(rows).extracting(UploadedRow::line).containsExactly(2L, 4L);
        }

        @Test
        void readsTheOptionalColumns() {
            var row = rows("csv", "public,email,evidence_url,name\nfalse,a@example.com,https://example.com/1,Ann")
                    .getFirst();

            assertThat(row.isPublic()).isEqualTo("false");
            assertThat(row.evidenceUrl()).isEqualTo("https://example.com/1");
        }

        @Test
        void leavesMissingFieldsOpen() {
            assertThat(rows("csv", "name,email\nAnn").getFirst().email()).isNull();
        }

        @Test
        void keepsQuotesWithinAnUnquotedValue() {
            assertThat(brief("csv", "name,email\nAnn \"A\" Z,ann@example.com"))
                    .containsExactly("Ann \"A\" Z <ann@example.com>");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "\uFEFF"})
        void breaksWithoutHeader(String csv) {
            assertBreaks("csv", csv, "Line 1", "header");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Ann,ann@example.com", "name;email", "email", "name,mail", "name,email,EMAIL"})
        void breaksWithAWrongHeader(String header) {
            assertBreaks("csv", header + "\nAnn,ann@example.com", "Line 1", "header");
        }

        @Test
        void breaksAtMoreColumnsThanTheHeaderCountingLinesOfTheFile() {
            assertBreaks("csv", "name,email\n\"A\nB\",a@example.com\nC,c@example.com,surplus\n", "Line 4", "3 columns");
        }

        @Test
        void breaksAtAQuoteThatIsNeverClosed() {
            assertBreaks(
                    "csv",
                    "name,email\nAnn,ann@example.com\n\"Bob,bob@example.com\nC,c@example.com\n",
                    "Line 3",
                    "quote");
            assertBreaks("csv", "name,email\n\"Bob\"\"", "Line 2", "quote");
        }

        @Test
        void breaksAtAQuoteThatRunsOn() {
            var csv = "name,email\n\"Bob,bob@example.com\n" + "C,c@example.com\n".repeat(100_000);
            assertBreaks("csv", csv, "Line 2", "quote");
        }

        @Test
        void breaksAtTextBehindAClosingQuote() {
            assertBreaks("csv", "name,email\n\"Bob\" B,bob@example.com\n", "Line 2", "closing quote");
        }

        @Test
        void breaksAtWhatIsNotUtf8WithItsLine() {
            var latin1 =
                    new byte[] {'n', 'a', 'm', 'e', ',', 'e', 'm', 'a', 'i', 'l', '\r', '\n', 'J', (byte) 0xF6, 'r', 'g'
                    };
            assertThatThrownBy(() -> rows("csv", latin1))
                    .hasMessageContaining("Line 2")
                    .hasMessageContaining("UTF-8");
            assertThatThrownBy(() -> rows("csv", "name,email\nAnn,a@example.com".getBytes(UTF_16)))
                    .hasMessageContaining("Line 1");
            assertThatThrownBy(() -> rows("csv", "name,email\nAnn\0,a@example.com".getBytes(UTF_8)))
                    .hasMessageContaining("Line 2")
                    .hasMessageContaining("NUL");
        }

        @Test
        void breaksAtACharacterThatTheEndCutsOff() {
            var cut = "name,email\nAnn,ann@example.com\nJö".getBytes(UTF_8);
            assertThatThrownBy(() -> rows("csv", Arrays.copyOf(cut, cut.length - 1)))
                    .hasMessageContaining("Line 3");
        }

        @Test
        void keepsCharactersThatLieAcrossBuffers() {
            var name = "€😀".repeat(5000);
            assertThat(rows("csv", "name,email\n" + name + ",a@example.com")
                            .getFirst()
                            .name())
                    .isEqualTo(name);
        }
    }

    @Nested
    class Ndjson {

        @Test
        void isReadLineByLine() {
            assertThat(brief("ndjson", """
                    {"name":"Ann","email":"ann@example.com","other":{"a":[1]}}

                    {"email":"bob@example.com","name":"Bob"}""")).containsExactly(ANN, BOB);
        }

        @Test
        void readsTheOptionalFields() {
            var row = rows("ndjson", "{\"isPublic\":false,\"evidenceUrl\":\"https://example.com/1\"}\r\n")
                    .getFirst();

            assertThat(row.isPublic()).isEqualTo("false");
            assertThat(row.evidenceUrl()).isEqualTo("https://example.com/1");
            assertThat(row.problem()).isNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"name\":", "[]", "7", "{} {}", "nonsense", "{\"name\":7}", "{\"isPublic\":\"no\"}"})
        void takesABadLineForABadRow(String line) {
            var rows = rows(
                    "ndjson",
                    "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}\n" + line
                            + "\n{\"name\":\"Bob\",\"email\":\"bob@example.com\"}\n");

            assertThat(rows).hasSize(3);
            assertThat(rows.get(1).problem()).isNotNull();
            assertThat(rows.get(2).problem()).isNull();
            assertThat(rows.get(2).number()).isEqualTo(3);
        }

        @Test
        void breaksAtALineWithoutEnd() {
            assertBreaks("ndjson", "{}\n" + "x".repeat(2 << 20), "Line 2", "no end");
        }
    }

    @Nested
    class Json {

        @Test
        void isReadAsAStream() {
            assertThat(brief("json", """
                    {"badgeId": "x", "more": {"recipients": [1]}, "recipients": [
                      {"name":"Ann","email":"ann@example.com"},
                      {"name":"Bob","email":"bob@example.com"}], "after": []}""")).containsExactly(ANN, BOB);
        }

        @Test
        void takesABadElementForABadRow() {
            var rows = rows("json", "{\"recipients\":[7,[1,[2]],{\"name\":\"Ann\"}]}");

            assertThat(rows).extracting(row -> row.problem() == null).containsExactly(false, false, true);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "{}", "{\"recipients\":{}}", "{\"recipients\":[]} x", "\"text\""})
        void breaksWithoutItsList(String json) {
            assertBreaks("json", json, "Line 1", "JSON");
        }

        @Test
        void breaksWhereItIsCutOff() {
            assertBreaks("json", "{\"recipients\":[\n{\"name\":\"Ann\"},\n{\"na", "Line 3", "JSON");
            assertBreaks("json", "{\"recipients\":[\n{\"name\":\"Ann\"}\n", "Line 3", "JSON");
        }
    }

    private static void assertBreaks(String format, String text, String... says) {
        assertThatThrownBy(() -> rows(format, text))
                .isInstanceOf(BrokenTextException.class)
                .message()
                .contains(says);
    }

    private static List<String> brief(String format, String text) {
        return rows(format, text).stream()
                .map(row -> String.valueOf(row.name()).strip() + " <"
                        + String.valueOf(row.email()).strip() + ">")
                .toList();
    }

    private static List<UploadedRow> rows(String format, String text) {
        return rows(format, text.getBytes(UTF_8));
    }

    private static List<UploadedRow> rows(String format, byte[] bytes) {
        var upload = UploadedRows.of(format, trickle(bytes));
        var rows = new ArrayList<UploadedRow>();
        for (var row = upload.next(); row != null; row = upload.next()) {
            rows.add(row);
        }
        return rows;
    }

    /** Bytes come as they like, so that characters are torn apart. */
    private static InputStream trickle(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1021));
            }
        };
    }
}
