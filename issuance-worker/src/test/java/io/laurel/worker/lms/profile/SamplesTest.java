package io.laurel.worker.lms.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.LmsProfile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples in {@code src/test/resources/lms}, and what is read from them. */
class SamplesTest {

    @Nested
    class CanvasGradebook {

        @Test
        void passesOverWhatIsNoStudentsRow() {
            assertThat(Told.ofSample("canvas-gradebook/hidden-grades.csv", "{\"minimum\":80}"))
                    .isEqualTo("""
                            UTF-8 with a byte order mark, columns separated by commas
                            2 | passed over | The row says which grades are hidden.
                            3 | passed over | The row says which points are possible.
                            4 | earned | 101 | O'Brien, Nóra | null
                            5 | earned | 102 | Ångström, Åsa | null
                            7 | not earned
                            8 | earned | 104 | حداد, نور | null
                            9 | not earned
                            10 | not earned
                            11 | earned | 107 | Student, Test | null
                            12 | passed over | The row is the test student's.""");
        }

        @Test
        void isJudgedByAnAssignment() {
            assertThat(Told.ofSample(
                            "canvas-gradebook/hidden-grades.csv",
                            "{\"minimum\":17,\"column\":\"Essay: \\\"On Rivers\\\" (4711)\"}"))
                    .isEqualTo("""
                            UTF-8 with a byte order mark, columns separated by commas
                            2 | passed over | The row says which grades are hidden.
                            3 | passed over | The row says which points are possible.
                            4 | earned | 101 | O'Brien, Nóra | null
                            5 | not earned
                            7 | not earned
                            8 | not earned
                            9 | not earned
                            10 | earned | 106 | Late, Very | null
                            11 | earned | 107 | Student, Test | null
                            12 | passed over | The row is the test student's.""");
        }

        @Test
        void joinsFirstAndLastNames() {
            assertThat(Told.ofSample("canvas-gradebook/first-and-last-names.csv", "{\"minimum\":85}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | passed over | The row says which points are possible.
                            3 | earned | 101 | Nóra O'Brien | null
                            4 | not earned
                            5 | earned | 103 | 雷 李 | null
                            6 | passed over | The row is the test student's.""");
        }

        @Test
        void isJudgedByPoints() {
            assertThat(Told.ofSample(
                            "canvas-gradebook/first-and-last-names.csv",
                            "{\"minimum\":\"42.6\",\"column\":\"Final Points\"}"))
                    .contains("3 | earned | 101", "4 | not earned", "5 | not earned");
        }

        @Test
        void ofAGradingPeriodIsReadInItsLocale() {
            assertThat(Told.ofSample("canvas-gradebook/grading-period.csv", "{\"minimum\":80}"))
                    .isEqualTo("""
                            UTF-8 with a byte order mark, columns separated by semicolons
                            2 | passed over | The row says which points are possible.
                            3 | earned | 101 | Jörg, Ägidius | null
                            4 | not earned
                            5 | faulty | The Final Score (Herbst 2026) "79,999" can be read as 79.999 and as 79999, and the minimum 80 lies between.
                            6 | faulty | The Final Score (Herbst 2026) "gut" is no number.""");
        }

        @Test
        void withSeveralTotalsNeedsTheRulesWord() {
            assertThatThrownBy(() -> Told.ofSample("canvas-gradebook/two-totals.csv", "{\"minimum\":80}"))
                    .isInstanceOf(UnusableExportException.class)
                    .hasMessage("Line 1: the header does not fit: it has several totals, \"Final Score (Q1)\", "
                            + "\"Final Score (Q2)\": the rule must name one.");
            assertThat(Told.ofSample(
                            "canvas-gradebook/two-totals.csv", "{\"minimum\":80,\"column\":\"Final Score (Q1)\"}"))
                    .contains("2 | earned | 101 | Byron, Ada");
        }
    }

    @Nested
    class CanvasUsers {

        @ParameterizedTest
        @CsvSource({"CANVAS_GRADEBOOK", "CANVAS_GRADE_EXPORT"})
        void areWhoIsNotDeleted(LmsProfile profile) {
            assertThat(Told.ofPeople(profile, "users", "canvas-users/users.csv"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | 101 | Nóra O'Brien | nora.obrien@example.com
                            3 | 101 | Nóra O'Brien | nora.obrien@example.com
                            4 | 102 | Åsa Ångström | asa@example.com
                            5 | 103 | 李雷 | li.lei@example.com
                            6 | 104 | نور حداد | null""");
        }

        @Test
        void areNamedInTwoColumnsWhereOneIsMissing() {
            assertThat(Told.ofPeople(LmsProfile.CANVAS_GRADEBOOK, "users", "canvas-users/excel.csv"))
                    .isEqualTo("""
                            UTF-16LE with a byte order mark, columns separated by tabs
                            2 | 101 | Nóra O'Brien | nora.obrien@example.com""");
        }
    }

    @Nested
    class CanvasGradeExport {

        @Test
        void countsActiveAndCompletedEnrollmentsEach() {
            assertThat(Told.ofSample("canvas-grade-export/grade-export.csv", "{\"minimum\":80}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | earned | 101 | Nóra O'Brien | null
                            3 | earned | 101 | Nóra O'Brien | null
                            4 | earned | 102 | Åsa Ångström | null
                            5 | not earned
                            6 | not earned
                            7 | faulty | The row has no student id.""");
        }

        @Test
        void countsTheStatesOfTheRule() {
            assertThat(Told.ofSample(
                            "canvas-grade-export/grade-export.csv", "{\"minimum\":80,\"states\":[\"Deleted\"]}"))
                    .contains("2 | not earned", "4 | not earned", "5 | earned | 103 | 李雷");
        }
    }

    @Nested
    class MoodleActivityCompletion {

        private static final String RULE = "{\"activities\":[\"Quiz 1: rivers, lakes\",\"Task \\\"A\\\"\"]}";
        private static final String ROWS = """

                2 | earned | null | Nóra O'Brien | nora.obrien@example.com
                3 | earned | null | Åsa Ångström | asa@example.com
                4 | not earned
                5 | not earned
                6 | faulty | The state "Abgeschlossen" of Quiz 1: rivers, lakes is not known; the rule's states can name it.""";

        @Test
        void countsWhereAllNamedActivitiesAreCompleted() {
            assertThat(Told.ofSample("moodle-activity-completion/progress.csv", RULE))
                    .isEqualTo("UTF-8 without a byte order mark, columns separated by commas" + ROWS);
        }

        @Test
        void forExcelIsUtf16() {
            assertThat(Told.ofSample("moodle-activity-completion/progress-excel.csv", RULE))
                    .isEqualTo("UTF-16LE with a byte order mark, columns separated by tabs" + ROWS);
        }

        @Test
        void inAnotherLanguageIsReadByTheRulesWords() {
            assertThat(Told.ofSample("moodle-activity-completion/fortschritt.csv", """
                            {"activities":["Prüfung"],"columns":{"Email address":"E-Mail-Adresse"},
                             "states":["Abgeschlossen","Abgeschlossen (Bestehensgrenze erreicht)"]}"""))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by semicolons
                            2 | earned | null | Ägidius Jörg | aegidius@example.com
                            3 | earned | null | Ida Groß | ida@example.com
                            4 | not earned""");
        }
    }

    @Nested
    class MoodleCourseCompletion {

        @Test
        void countsWhereTheCourseIsComplete() {
            assertThat(Told.ofSample("moodle-course-completion/completion.csv", "{}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | earned | null | Nóra O'Brien | nora.obrien@example.com
                            3 | not earned
                            4 | earned | null | Åsa Ångström | null""");
        }

        @Test
        void forExcelIsUtf16() {
            assertThat(Told.ofSample("moodle-course-completion/completion-excel.csv", "{}"))
                    .isEqualTo("""
                            UTF-16LE with a byte order mark, columns separated by tabs
                            2 | earned | null | نور حداد | nour@example.com
                            4 | not earned""");
        }
    }

    @Nested
    class MoodleGrades {

        @Test
        void ofOlderReleasesCallTheLastNameSurname() {
            assertThat(Told.ofSample("moodle-grades/surname.csv", "{\"minimum\":50}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | earned | null | Nóra O'Brien | nora.obrien@example.com
                            3 | earned | null | Åsa Ångström | asa@example.com
                            4 | not earned
                            5 | not earned
                            6 | earned | null | Madonna | madonna@example.com""");
        }

        @Test
        void withSemicolonsHaveDecimalCommas() {
            assertThat(Told.ofSample("moodle-grades/last-name-semicolons.csv", "{\"minimum\":50}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by semicolons
                            2 | earned | null | Ägidius Jörg | aegidius@example.com
                            4 | not earned
                            5 | faulty | The Course total (Real) "1.000" can be read as 1.000 and as 1000, and the minimum 50 lies between.
                            6 | not earned""");
        }

        @Test
        void areJudgedByAnotherItem() {
            assertThat(Told.ofSample(
                            "moodle-grades/last-name-semicolons.csv",
                            "{\"minimum\":50,\"column\":\"Quiz: Quiz 1 (Percentage)\"}"))
                    .contains("2 | earned", "4 | not earned", "5 | earned | null | Öz Süß", "6 | not earned");
        }
    }

    @Nested
    class OpenEdxGradeReport {

        @Test
        void countsWhoIsEligibleForTheCertificate() {
            assertThat(Told.ofSample("openedx-grade-report/grade-report.csv", "{}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | earned | nobrien | nobrien | nora.obrien@example.com
                            3 | not earned
                            4 | earned | 李雷 | 李雷 | li.lei@example.com
                            5 | not earned""");
        }

        @Test
        void countsWhoHasTheGradeWhereTheRuleNamesOne() {
            assertThat(Told.ofSample("openedx-grade-report/grade-report.csv", "{\"minimum\":0.8}"))
                    .contains("2 | earned", "3 | earned | asa | asa", "4 | earned", "5 | not earned");
        }

        @Test
        void hasNamesFromTheReportOfProfiles() {
            assertThat(Told.ofPeople(LmsProfile.OPENEDX_GRADE_REPORT, "names", "openedx-grade-report/names.csv"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | nobrien | Nóra O'Brien | null
                            4 | 李雷 | 李雷 | null
                            5 | nour | null | null""");
        }
    }

    @Nested
    class OneRoster {

        @Test
        void countsFullyGradedResultsOfTheLineItem() {
            assertThat(Told.ofSample("oneroster-1.2/results.csv", "{\"minimum\":80,\"lineItem\":\"li-7\"}"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | earned | s1 | null | null
                            3 | not earned
                            4 | passed over | The result is to be deleted.
                            5 | not earned
                            6 | earned | s5 | null | null
                            7 | not earned
                            8 | not earned""");
        }

        @Test
        void hasPeopleInItsUsers() {
            assertThat(Told.ofPeople(LmsProfile.ONEROSTER_1_2, "users", "oneroster-1.2/users.csv"))
                    .isEqualTo("""
                            UTF-8 without a byte order mark, columns separated by commas
                            2 | s1 | Nóra O'Brien | nora.obrien@example.com
                            4 | s5 | Åsa Ångström | null""");
        }
    }

    @Nested
    class Simple {

        @ParameterizedTest
        @CsvSource({
            "utf-8.csv,                UTF-8 without, commas",
            "utf-8-mark-semicolons.csv, UTF-8 with, semicolons",
            "utf-16le-tabs.csv,        UTF-16LE with, tabs",
            "utf-16be-commas.csv,      UTF-16BE with, commas"
        })
        void isReadInAllItsForms(String sample, String charset, String separator) {
            assertThat(Told.ofSample("simple/" + sample, "{}"))
                    .isEqualToNormalizingNewlines("""
                            %s a byte order mark, columns separated by %s
                            2 | earned | null | O'Brien, Nóra | nora.obrien@example.com
                            3 | earned | null | Ångström | ASA@Example.com
                            5 | earned | null | 李雷 | li.lei@example.com
                            6 | earned | null | نور
                            حداد | nour@example.com
                            9 | earned | null | Max 👩‍🚀 | max@example.com""".formatted(charset, separator));
        }
    }
}
