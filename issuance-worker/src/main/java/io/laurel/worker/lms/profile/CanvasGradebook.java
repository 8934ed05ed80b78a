package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsRule;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gradebook of a Canvas course. Above the students it may have a row that says which assignments are posted by hand, and
 * has one with the points possible; below them it may have the course's test student.
 */
final class CanvasGradebook implements Judge {

    private static final String TOTAL = "Final Score";
    private static final String CURRENT = "Current Score";

    private final Column student;
    private final @Nullable Column firstName;
    private final Column id;
    private final @Nullable Column sisId;
    private final Column score;
    private final Threshold threshold;

    CanvasGradebook(Header header, LmsRule rule) {
        var isSplit = !header.has("Student") && header.has("LastName");
        student = header.column(isSplit ? "LastName" : "Student");
        firstName = isSplit ? header.column("FirstName") : null;
        id = header.column("ID");
        sisId = header.optional("SIS User ID");
        header.column("SIS Login ID");
        score = rule.column() == null ? total(header) : header.column(rule.column());
        threshold = new Threshold(Objects.requireNonNull(rule.minimum()), header.separator());
    }

    /** The course's total, or the one of the grading period that the gradebook was exported for. */
    private static Column total(Header header) {
        if (header.has(TOTAL)) {
            header.column(CURRENT);
            return header.column(TOTAL);
        }
        var total = header.nameOf(TOTAL);
        var totals = header.namesStartingWith(total + " (").stream()
                .filter(name -> header.has(header.nameOf(CURRENT) + name.substring(total.length())))
                .toList();
        if (totals.size() > 1) {
            header.complain("it has several totals, " + Header.list(totals) + ": the rule must name one");
        }
        return header.column(totals.isEmpty() ? TOTAL : totals.getFirst());
    }

    @Override
    public ExportRow judge(Row row) {
        var name = row.text(student);
        var given = firstName == null ? "" : row.text(firstName);
        if (row.text(id).isEmpty()) {
            if (name.isEmpty() && given.isEmpty()) {
                return row.passedOver("The row says which grades are hidden.");
            }
            if (name.toLowerCase(Locale.ROOT).equals("points possible")) {
                return row.passedOver("The row says which points are possible.");
            }
        }
        if (isTestStudent(row, name, given)) {
            return row.passedOver("The row is the test student's.");
        }
        var key = row.key(id);
        return threshold.isReached(row, score) ? row.earned(key, (given + " " + name).strip(), null) : row.notEarned();
    }

    /** The school's own records do not know it, unlike a person of that name. */
    private boolean isTestStudent(Row row, String name, String given) {
        var isNamedSo =
                firstName == null ? name.equals("Student, Test") : name.equals("Student") && given.equals("Test");
        return isNamedSo && (sisId == null || row.text(sisId).isEmpty());
    }
}
