package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsRule;
import java.util.Objects;
import java.util.Optional;

/** The grades of a Moodle course as plain text. */
final class MoodleGrades implements Judge {

    private final Column firstName;
    private final Column lastName;
    private final Column email;
    private final Column score;
    private final Threshold threshold;

    MoodleGrades(Header header, LmsRule rule) {
        firstName = header.column("First name");
        lastName = header.column(header.has("Surname") ? "Surname" : "Last name");
        email = header.column("Email address");
        score = header.column(Optional.ofNullable(rule.column()).orElse("Course total (Real)"));
        threshold = new Threshold(Objects.requireNonNull(rule.minimum()), header.separator());
    }

    @Override
    public ExportRow judge(Row row) {
        return threshold.isReached(row, score)
                ? row.earnedBy((row.text(firstName) + " " + row.text(lastName)).strip(), row.text(email))
                : row.notEarned();
    }
}
