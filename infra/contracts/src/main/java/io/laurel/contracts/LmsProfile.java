package io.laurel.contracts;

import static io.laurel.contracts.LmsRule.Field.ACTIVITIES;
import static io.laurel.contracts.LmsRule.Field.COLUMN;
import static io.laurel.contracts.LmsRule.Field.COLUMNS;
import static io.laurel.contracts.LmsRule.Field.LINE_ITEM;
import static io.laurel.contracts.LmsRule.Field.MINIMUM;
import static io.laurel.contracts.LmsRule.Field.STATES;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A form in which a learning management system exports who achieved what, and what a rule may say about it. */
@SuppressWarnings("ImmutableEnumChecker") // The collections are immutable; their types do not say so.
public enum LmsProfile {
    CANVAS_GRADEBOOK(
            "canvas-gradebook",
            Set.of(MINIMUM),
            Set.of(COLUMN),
            List.of(
                    "Student",
                    "LastName",
                    "FirstName",
                    "ID",
                    "SIS User ID",
                    "SIS Login ID",
                    "Current Score",
                    "Final Score"),
            JoinFile.needed("users")),
    CANVAS_GRADE_EXPORT(
            "canvas-grade-export",
            Set.of(MINIMUM),
            Set.of(STATES),
            List.of("student name", "student id", "final score", "enrollment state"),
            JoinFile.needed("users")),
    MOODLE_ACTIVITY_COMPLETION(
            "moodle-activity-completion", Set.of(ACTIVITIES), Set.of(STATES), List.of("Email address")),
    MOODLE_COURSE_COMPLETION(
            "moodle-course-completion", Set.of(), Set.of(), List.of("Name", "Email address", "Course complete")),
    MOODLE_GRADES(
            "moodle-grades",
            Set.of(MINIMUM),
            Set.of(COLUMN),
            List.of("First name", "Last name", "Email address", "Course total (Real)")),
    /** Without a minimum the platform's own word counts: who is eligible for its certificate. */
    OPENEDX_GRADE_REPORT(
            "openedx-grade-report",
            Set.of(),
            Set.of(MINIMUM),
            List.of("Email", "Username", "Grade", "Certificate Eligible"),
            JoinFile.accepted("names")),
    ONEROSTER_1_2(
            "oneroster-1.2",
            Set.of(MINIMUM, LINE_ITEM),
            Set.of(),
            List.of("status", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score"),
            JoinFile.needed("users")),
    SIMPLE("simple", Set.of(), Set.of(), List.of("name", "email"));

    /**
     * Another file that says who the people of an export are.
     *
     * @param isRequired whether the export alone names nobody's address
     */
    public record JoinFile(String role, boolean isRequired) {

        static JoinFile needed(String role) {
            return new JoinFile(role, true);
        }

        static JoinFile accepted(String role) {
            return new JoinFile(role, false);
        }
    }

    private final String wireName;
    private final Set<LmsRule.Field> required;
    private final Set<LmsRule.Field> optional;
    private final List<String> columns;
    private final List<JoinFile> joinFiles;

    LmsProfile(
            String wireName,
            Set<LmsRule.Field> required,
            Set<LmsRule.Field> optional,
            List<String> columns,
            JoinFile... joinFiles) {
        this.wireName = wireName;
        this.required = required;
        this.optional = optional;
        this.columns = columns;
        this.joinFiles = List.of(joinFiles);
    }

    /** The name of the API and the database. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    public static Optional<LmsProfile> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.wireName.equals(name))
                .findFirst();
    }

    /** The files that are read together with an export; none, where it says itself who its people are. */
    public List<JoinFile> joinFiles() {
        return joinFiles;
    }

    /** The columns that are read, and may be named otherwise by {@link LmsRule#columns}. */
    public List<String> columns() {
        return columns;
    }

    /**
     * What is wrong with a rule: by the field's name why, worded to follow it; empty when nothing is.
     */
    public Map<String, String> faultsOf(LmsRule rule) {
        var faults = new LinkedHashMap<String, String>();
        for (var field : LmsRule.Field.values()) {
            var isGiven = field.of(rule) != null;
            if (!isGiven && required.contains(field)) {
                faults.put(field.wireName(), "is missing");
            } else if (isGiven && !takes(field)) {
                faults.put(field.wireName(), "is not for the profile " + wireName);
            } else if (isGiven) {
                LmsRuleCheck.whyNot(this, field, rule).ifPresent(why -> faults.put(field.wireName(), why));
            }
        }
        return faults;
    }

    private boolean takes(LmsRule.Field field) {
        return required.contains(field) || optional.contains(field) || field == COLUMNS;
    }
}
