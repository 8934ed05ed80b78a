package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises exports and their join files. */
public final class Exports {

    private Exports() {}

    /**
     * Reads the form and the header.
     *
     * @param rule without faults by its profile
     * @param bytes left open; the caller's to close
     * @throws UnusableExportException when the file is no export of the profile, or ambiguous
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    public static ExportRows open(LmsProfile profile, LmsRule rule, InputStream bytes) {
        var faults = profile.faultsOf(rule);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("not a rule for " + profile.wireName() + ": " + faults);
        }
        var renamed = Optional.ofNullable(rule.columns()).orElse(Map.of());
        return new JudgedRows(Table.open(bytes, renamed, header -> judge(profile, rule, header)));
    }

    private static Judge judge(LmsProfile profile, LmsRule rule, Header header) {
        return switch (profile) {
            case CANVAS_GRADEBOOK -> new CanvasGradebook(header, rule);
            case CANVAS_GRADE_EXPORT -> new CanvasGradeExport(header, rule);
            case MOODLE_ACTIVITY_COMPLETION -> new MoodleActivityCompletion(header, rule);
            case MOODLE_COURSE_COMPLETION -> new MoodleCourseCompletion(header);
            case MOODLE_GRADES -> new MoodleGrades(header, rule);
            case OPENEDX_GRADE_REPORT -> new OpenEdxGradeReport(header, rule);
            case ONEROSTER_1_2 -> new OneRosterResults(header, rule);
            case SIMPLE -> new NamesAndAddresses(header);
        };
    }

    /**
     * Reads the form and the header of a join file.
     *
     * @param role of the {@link LmsProfile.JoinFile}
     * @param bytes left open; the caller's to close
     * @throws UnusableExportException when the file is none of the role, or ambiguous
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    public static PeopleRows openPeople(LmsProfile profile, String role, InputStream bytes) {
        if (profile.joinFiles().stream().noneMatch(file -> file.role().equals(role))) {
            throw new IllegalArgumentException(profile.wireName() + " has no join file " + role);
        }
        return new ListedPeople(Table.open(bytes, Map.of(), header -> people(profile, header)));
    }

    private static People people(LmsProfile profile, Header header) {
        return switch (profile) {
            case CANVAS_GRADEBOOK, CANVAS_GRADE_EXPORT -> People.ofCanvas(header);
            case OPENEDX_GRADE_REPORT -> People.ofOpenEdx(header);
            case ONEROSTER_1_2 -> People.ofOneRoster(header);
            case MOODLE_ACTIVITY_COMPLETION, MOODLE_COURSE_COMPLETION, MOODLE_GRADES, SIMPLE ->
                throw new IllegalArgumentException(profile.wireName() + " has no join file");
        };
    }

    private record JudgedRows(Table<Judge> table) implements ExportRows {

        @Override
        public Form form() {
            return table.form();
        }

        @Override
        public @Nullable ExportRow next() {
            var row = table.next();
            if (row == null) {
                return null;
            }
            try {
                return table.layout().judge(row);
            } catch (FaultyRowException e) {
                return new ExportRow.Faulty(row.number(), row.line(), e.why());
            }
        }
    }

    private record ListedPeople(Table<People> table) implements PeopleRows {

        @Override
        public Form form() {
            return table.form();
        }

        @Override
        public @Nullable Person next() {
            for (var row = table.next(); row != null; row = table.next()) {
                var person = person(row);
                if (person != null) {
                    return person;
                }
            }
            return null;
        }

        /** In a list of people a row that breaks off is no less than a broken list. */
        private @Nullable Person person(Row row) {
            try {
                return table.layout().person(row);
            } catch (FaultyRowException e) {
                throw new UnusableExportException(row.line(), e.why());
            }
        }
    }
}
