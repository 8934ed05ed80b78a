package io.laurel.worker.lms.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that learning management systems drop, mutated without end: each is read to its end or refused. */
class ExportFuzzTest {

    static Stream<Arguments> samples() throws IOException {
        var folder = Path.of(
                Objects.requireNonNull(ExportFuzzTest.class.getResource("/lms")).getPath());
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList().stream()
                    .map(ExportFuzzTest::bytes)
                    .map(bytes -> Arguments.of((Object) bytes));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "1m")
    void anExportIsReadOrRefused(byte[] export) {
        for (var profile : LmsProfile.values()) {
            readOrRefuse(profile, export);
            for (var file : profile.joinFiles()) {
                readOrRefusePeople(profile, file.role(), export);
            }
        }
    }

    private static void readOrRefuse(LmsProfile profile, byte[] export) {
        try {
            var rows = Exports.open(profile, rule(profile), new ByteArrayInputStream(export));
            var number = 0;
            var line = 1L;
            for (var row = rows.next(); row != null; row = rows.next()) {
                assertThat(row.row()).isEqualTo(++number).isLessThan(export.length);
                assertThat(row.line()).isGreaterThan(line);
                line = row.line();
            }
        } catch (UnusableExportException refused) {
            assertThat(refused.failure()).startsWith("Line ").doesNotContain("\n");
        }
    }

    private static void readOrRefusePeople(LmsProfile profile, String role, byte[] export) {
        try {
            var people = Exports.openPeople(profile, role, new ByteArrayInputStream(export));
            for (var person = people.next(); person != null; person = people.next()) {
                assertThat(person.key()).isNotBlank();
            }
        } catch (UnusableExportException refused) {
            assertThat(refused.failure()).startsWith("Line ").doesNotContain("\n");
        }
    }

    private static LmsRule rule(LmsProfile profile) {
        return switch (profile) {
            case CANVAS_GRADEBOOK, CANVAS_GRADE_EXPORT, MOODLE_GRADES ->
                new LmsRule(BigDecimal.valueOf(80), null, null, null, null, null);
            case MOODLE_ACTIVITY_COMPLETION ->
                new LmsRule(null, null, null, List.of("Quiz 1: rivers, lakes"), null, null);
            case OPENEDX_GRADE_REPORT -> new LmsRule(new BigDecimal("0.8"), null, null, null, null, null);
            case ONEROSTER_1_2 -> new LmsRule(BigDecimal.valueOf(80), null, "li-7", null, null, null);
            case MOODLE_COURSE_COMPLETION, SIMPLE -> LmsRule.NONE;
        };
    }
}
