package io.laurel.worker.lms.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {

    private static final String GRADES = "{\"minimum\":80}";
    private static final String GRADES_HEADER =
            "First name,Surname,ID number,Email address,Course total (Real),Last downloaded from this course\n";

    @Nested
    class Charsets {

        @Test
        void whatIsNotUtf8IsRefusedWithItsLine() {
            assertRefused("name,email\nAnn,a@example.com\nJörg,j@example.com\n", ISO_8859_1, 3, "not UTF-8");
        }

        @Test
        void utf16WithoutAMarkIsRefused() {
            assertRefused("name,email\nAnn,a@example.com\n", UTF_16LE, 1, "NUL");
        }

        @Test
        void halfACharacterAtTheEndIsRefused() {
            var bytes = "\uFEFFname\temail\nAnn\ta@example.com\n".getBytes(UTF_16LE);
            assertRefused(Arrays.copyOf(bytes, bytes.length - 1), 2, "not UTF-16LE");
        }

        @Test
        void halfAPairIsRefused() {
            var bytes = "\uFEFFname\temail\n?nn\ta@example.com\n".getBytes(UTF_16LE);
            var high = new String(bytes, UTF_16LE).indexOf('?') * 2;
            bytes[high] = 0x3D;
            bytes[high + 1] = (byte) 0xD8;
            assertRefused(bytes, 2, "not UTF-16LE");
        }

        @Test
        void anotherCharsetBehindTheMarkIsRefused() {
            assertRefused("\uFEFFname,email\n\0,a@example.com\n", UTF_8, 2, "NUL");
        }

        @Test
        void aWorkbookIsRefusedByItsName() {
            assertRefused(new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0}, 1, "workbook");
        }

        @Test
        void whatIsCompressedIsRefused() throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write("name,email\n".getBytes(UTF_8));
            }
            assertRefused(bytes.toByteArray(), 1, "not UTF-8");
        }

        @Test
        void bytesMayComeOneByOne() {
            var bytes = "\uFEFFname;email\n\"Å\n雷\";a@example.com\n".getBytes(UTF_8);
            var slow = new InputStream() {
                private int next;

                @Override
                public int read() {
                    return next < bytes.length ? bytes[next++] & 0xFF : -1;
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    if (next == bytes.length) {
                        return -1;
                    }
                    target[offset] = bytes[next++];
                    return 1;
                }
            };
            assertThat(Told.of("simple", "{}", slow)).isEqualTo("""
                            UTF-8 with a byte order mark, columns separated by semicolons
                            2 | earned | null | Å
                            雷 | a@example.com""");
        }
    }

    @Nested
    class Headers {

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "\uFEFF", " ", ",", "\"\""})
        void aFileWithoutOneIsRefused(String text) {
            assertThatThrownBy(() -> Told.of("simple", "{}", text))
                    .isInstanceOf(UnusableExportException.class)
                    .message()
                    .startsWith("Line ")
                    .contains("it needs \"name\", \"email\" and has ");
        }

        @Test
        void allMissingColumnsAreToldWithWhatIsThere() {
            assertThatThrownBy(() -> Told.of("canvas-gradebook", GRADES, "\n\"Student\",SIS Login ID,Section\n"))
                    .hasMessage(
                            "Line 2: the header does not fit: it needs \"ID\", \"Final Score\" and has \"Student\", "
                                    + "\"SIS Login ID\", \"Section\".");
        }

        @Test
        void aLongOneIsToldInPart() {
            assertThatThrownBy(() -> Told.of("simple", "{}", "c,".repeat(30) + "x".repeat(100)))
                    .message()
                    .contains("and 11 more")
                    .hasSizeLessThan(300);
        }

        @ParameterizedTest
        @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                simple                     | {}                       | name,email,name         | "name" 2 times
                simple                     | {}                       | name,NAME,Email,EMAIL   | "email" 2 times
                moodle-activity-completion | {"activities":["Quiz"]}  | ,Email address,Quiz,,Quiz, | "Quiz" 2 times
                moodle-activity-completion | {"activities":["Quiz"]}  | Name,Email address,Quiz,   | first cell is not empty
                moodle-activity-completion | {"activities":["Quiz"]}  | ,Email address,Quiz        | no date follows
                moodle-grades              | {"minimum":1,"column":"x"} | First name,Last name,Email address,Course total (Real) | needs "x"
                canvas-gradebook           | {"minimum":1}            | Student,ID,SIS Login ID,Final Score | needs "Current Score"
                canvas-gradebook           | {"minimum":1}            | LastName,ID,SIS Login ID,Current Score,Final Score | needs "FirstName"
                canvas-grade-export        | {"minimum":1}            | Student,ID,SIS Login ID,Current Score,Final Score  | needs "student name"
                openedx-grade-report       | {}                       | Email,Username,Grade    | needs "Certificate Eligible"
                oneroster-1.2              | {"minimum":1,"lineItem":"x"} | sourcedId,lineItemSourcedId,studentSourcedId,scoreStatus,score | needs "status"
                """)
        void whichDoesNotFitIsRefused(String profile, String rule, String header, String why) {
            assertThatThrownBy(() -> Told.of(profile, rule, header + "\n"))
                    .isInstanceOf(UnusableExportException.class)
                    .message()
                    .startsWith("Line 1: ")
                    .contains(why);
        }

        @Test
        void columnsOfTheSameNameThatAreNotReadDoNoHarm() {
            assertThat(Told.of("simple", "{}", "x,email,x,,name,\nX,a@example.com,,,Ann,\n"))
                    .endsWith("2 | earned | null | Ann | a@example.com");
        }

        @Test
        void columnsInAnotherOrderCaseAndLanguageAreFound() {
            assertThat(Told.of(
                            "simple",
                            "{\"columns\":{\"name\":\"Имя\"}}",
                            " E-MAIL,EMAIL\u00A0, \"имя\" \nx,a@example.com,Аня\n"))
                    .endsWith("2 | earned | null | Аня | a@example.com");
        }

        @Test
        void columnsThatOnlyCaseTellsApartAreToldApart() {
            assertThat(Told.of(
                            "moodle-activity-completion",
                            "{\"activities\":[\"Quiz\"]}",
                            ",Email address,QUIZ,,Quiz,\nAnn,a@example.com,Not completed,,Completed,\n"))
                    .endsWith("2 | earned | null | Ann | a@example.com");
        }

        @Test
        void columnsOfAGradingPeriodAreFoundInAnotherLanguage() {
            assertThat(Told.of(
                            "canvas-gradebook",
                            "{\"minimum\":80,\"columns\":{\"Final Score\":\"Endstand\",\"Current Score\":\"Stand\"}}",
                            "Student,ID,SIS Login ID,Stand (2026),Endstand (2026),Endstand (17)\nAda,1,ada,80,80,1\n"))
                    .endsWith("2 | earned | 1 | Ada | null");
        }

        @Test
        void areToldShortOnOneLine() {
            assertThatThrownBy(() -> Told.of(
                            "canvas-gradebook",
                            GRADES,
                            "Student,ID,SIS Login ID"
                                    + ",\"Current Score (%1$s\n)\",\"Final Score (%1$s\n)\""
                                            .repeat(2)
                                            .formatted("x".repeat(9999))))
                    .message()
                    .contains("several totals")
                    .doesNotContain("\n")
                    .hasSizeLessThan(500);
        }

        @Test
        void whichFitsWithTwoSeparatorsIsRefused() {
            assertThatThrownBy(() -> Told.of("simple", "{}", "a;name;email;b,name,email\n"))
                    .hasMessage("Line 1: the header fits with several separators: commas and semicolons.");
        }

        @Test
        void separatorsWithinQuotesCountForNothing() {
            assertThat(Told.of("simple", "{}", "\"a;b,c\td\";name;email\n1;\"Ann; A.\";a@example.com\n"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by semicolons
                            2 | earned | null | Ann; A. | a@example.com""");
        }

        @Test
        void mayBeLong() {
            var assignments = new StringBuilder();
            for (var i = 0; i < 10_000; i++) {
                assignments
                        .append(",Assignment ")
                        .append(i)
                        .append(" (")
                        .append(i)
                        .append(')');
            }
            assertThat(Told.of(
                            "canvas-gradebook",
                            GRADES,
                            "Student,ID,SIS Login ID" + assignments + ",Current Score,Final Score\nAda,1,ada"
                                    + ",7".repeat(10_000) + ",80,80\n"))
                    .endsWith("2 | earned | 1 | Ada | null");
        }
    }

    @Nested
    class Rows {

        @Test
        void areFaultyWhereTheyBreakOff() {
            assertThat(Told.of("simple", "{}", "name,other,email\nAnn,x\nBob,x,b@example.com\n"))
                    .contains(
                            "2 | faulty | The row ends before the column email.",
                            "3 | earned | null | Bob | b@example.com");
        }

        @Test
        void mayHaveMoreColumnsThanTheHeaderOnlyIfThoseAreEmpty() {
            assertThat(Told.of("simple", "{}", "name,email\nAnn,a@example.com,, ,\n"))
                    .contains("2 | earned");
            assertRefused("name,email\n\"A\nB\",a@example.com\nBob,b@example.com,,x\n", UTF_8, 4, "4 columns, but");
        }

        @Test
        void withDecimalCommasThatAreNotQuotedAreRefused() {
            assertThatThrownBy(() ->
                            Told.of("moodle-grades", GRADES, GRADES_HEADER + "Ann,A,1,a@example.com,85,5,1790000000\n"))
                    .hasMessage("Line 2: 7 columns, but the header has 6.");
        }

        @Test
        void withAQuoteThatIsNeverClosedRefuseTheFile() {
            assertRefused("name,email\nAnn,a@example.com\n\"Bob,b@example.com\nC,c@example.com\n", UTF_8, 3, "quote");
            assertRefused("name,email\n\"Bob,b@example.com\n" + "C,c@x.org\n".repeat(200_000), UTF_8, 2, "quote");
            assertRefused("name,\"email\nAnn,a@example.com\n", UTF_8, 1, "needs \"email\"");
        }

        @Test
        void withTextBehindAQuoteRefuseTheFile() {
            assertRefused("name,email\n\"Bob\" B,b@example.com\n", UTF_8, 2, "closing quote");
        }

        @Test
        void withoutEndRefuseTheFile() {
            assertRefused("name,email\n" + "x,".repeat(1 << 20), UTF_8, 2, "longer than a row can be");
            assertRefused("name,email" + ",".repeat(1 << 21), UTF_8, 1, "longer than a row can be");
        }

        @Test
        void countLinesOfTheFileWhateverEndsThem() {
            assertThat(Told.of("simple", "{}", "name,email\r\n\r\n\"A\r\nB\rC\nD\",a@example.com\rE,e@example.com\n"))
                    .contains("\n3 | earned", "\n7 | earned");
        }

        @Test
        void areNumberedByThemselves() {
            var rows = Exports.open(
                    LmsProfile.SIMPLE,
                    LmsRule.NONE,
                    new ByteArrayInputStream("name,email\n\nA,a@x.org\n,\nB\n".getBytes(UTF_8)));
            for (var number = 1; number <= 2; number++) {
                assertThat(rows.next()).isNotNull().extracting(ExportRow::row).isEqualTo(number);
            }
            assertThat(rows.next()).isNull();
            assertThat(rows.next()).isNull();
        }
    }

    @Nested
    class Scores {

        @ParameterizedTest
        @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                80        | earned
                80.0      | earned
                80.00000  | earned
                100       | earned
                79.999    | not earned
                "80,0"    | earned
                "79,99"   | not earned
                "85,5"    | earned
                "79,9999" | not earned
                "1,234.5" | earned
                "1.234,5" | earned
                "1,234,567" | earned
                "85,000"  | earned
                85.000    | earned
                1.000     | not earned
                0.875     | not earned
                80 %      | earned
                "79,9 %"  | not earned
                -5        | not earned
                -         | not earned
                –         | not earned
                ``        | not earned
                EX        | not earned
                ex        | not earned
                N/A       | not earned
                "1,000"   | faulty | The Course total (Real) "1,000" can be read as 1.000 and as 1000, and the minimum 80 lies between.
                "79,999"  | faulty | The Course total (Real) "79,999" can be read as 79.999 and as 79999, and the minimum 80 lies between.
                B+        | faulty | The Course total (Real) "B+" is no number.
                8e1       | faulty | The Course total (Real) "8e1" is no number.
                1.2.3     | faulty | The Course total (Real) "1.2.3" is no number.
                "1,23,456" | faulty | The Course total (Real) "1,23,456" is no number.
                ٨٥        | faulty | The Course total (Real) "٨٥" is no number.
                8888888888888888888 | faulty | The Course total (Real) "8888888888888888888" is no number.
                """)
        void areReadAsLocalesWriteThem(String written, String verdict) {
            assertThat(Told.of("moodle-grades", GRADES, GRADES_HEADER + "Ann,A,1,a@example.com," + written + ",179\n"))
                    .contains("\n2 | " + verdict);
        }

        @ParameterizedTest
        @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                85,5  | earned
                85.5  | earned
                1.000 | faulty
                1,000 | faulty
                80,000 | earned
                1.234,50 | earned
                0,875 | not earned
                """)
        void areReadWithSemicolonsBetweenColumns(String written, String verdict) {
            assertThat(Told.of(
                            "moodle-grades",
                            GRADES,
                            (GRADES_HEADER + "Ann,A,1,a@example.com,@,179\n")
                                    .replace(',', ';')
                                    .replace("@;", written + ";")))
                    .contains("\n2 | " + verdict);
        }

        @ParameterizedTest
        @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                0.8     | earned
                1       | earned
                "0,799" | not earned
                "1,000" | earned
                85      | faulty | The Grade "85" is no number up to 1.
                85%     | faulty | The Grade "85%" is no number up to 1.
                """)
        void ofOpenEdxGoUpToOne(String written, String verdict) {
            assertThat(Told.of(
                            "openedx-grade-report",
                            "{\"minimum\":0.8}",
                            "Email,Username,Grade\na@example.com,ann," + written + "\n"))
                    .contains("\n2 | " + verdict);
        }

        @Test
        void areToldShort() {
            assertThat(Told.of(
                            "moodle-grades", GRADES, GRADES_HEADER + "A,A,1,a@x.org,\"" + "x\n".repeat(999) + "\",\n"))
                    .contains("…\" is no number.")
                    .hasSizeLessThan(300);
        }
    }

    @Nested
    class JoinFiles {

        @ParameterizedTest
        @EnumSource
        void ofEveryRoleAreKnown(LmsProfile profile) {
            for (var file : profile.joinFiles()) {
                assertThatThrownBy(() -> Told.ofPeople(profile, file.role(), stream("nonsense\n")))
                        .isInstanceOf(UnusableExportException.class);
            }
            assertThatThrownBy(() -> Told.ofPeople(profile, "parents", stream("nonsense\n")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void areRefusedWhereARowBreaksOff() {
            assertThatThrownBy(() -> Told.ofPeople(
                            LmsProfile.OPENEDX_GRADE_REPORT, "names", stream("username,name\nann,Ann\nbob\n")))
                    .isInstanceOf(UnusableExportException.class)
                    .hasMessage("Line 3: The row ends before the column name.");
        }

        /** The database would not find people by it. */
        @Test
        void areRefusedWhereAKeyHasNoEnd() {
            var longest = "王".repeat(500);
            assertThat(Told.ofPeople(
                            LmsProfile.OPENEDX_GRADE_REPORT, "names", stream("username,name\n" + longest + ",Ann\n")))
                    .contains(longest);
            assertThatThrownBy(() -> Told.ofPeople(
                            LmsProfile.OPENEDX_GRADE_REPORT,
                            "names",
                            stream("username,name\nann,Ann\n王" + longest + ",Bob\n")))
                    .isInstanceOf(UnusableExportException.class)
                    .hasMessage("Line 3: The value of username has more than 500 characters.");
        }
    }

    @Test
    void aRuleWithFaultsIsNotRead() {
        assertThatThrownBy(() -> Told.of("moodle-grades", "{}", GRADES_HEADER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minimum");
    }

    @Test
    void aStreamThatBreaksIsNoFaultOfTheFile() throws IOException {
        var broken = InputStream.nullInputStream();
        broken.close();
        assertThatThrownBy(() -> Told.of("simple", "{}", broken)).isInstanceOf(UncheckedIOException.class);
        var later = new SequenceInputStream(stream("name,email\n" + "A,a@x.org\n".repeat(10_000)), broken);
        assertThatThrownBy(() -> Told.of("simple", "{}", later)).isInstanceOf(UncheckedIOException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static void assertRefused(String text, Charset charset, long line, String why) {
        assertRefused(text.getBytes(charset), line, why);
    }

    private static void assertRefused(byte[] bytes, long line, String why) {
        assertThatThrownBy(() -> Told.of("simple", "{}", new ByteArrayInputStream(bytes)))
                .isInstanceOfSatisfying(UnusableExportException.class, refused -> {
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.failure())
                            .startsWith("Line " + line + ": ")
                            .contains(why);
                });
    }
}
