package io.laurel.worker.lms.profile;

/** Moodle's report of completed courses: the date of completion in its last column. */
final class MoodleCourseCompletion implements Judge {

    private final Column name;
    private final Column email;
    private final Column complete;

    MoodleCourseCompletion(Header header) {
        name = header.column("Name");
        email = header.column("Email address");
        complete = header.column("Course complete");
    }

    @Override
    public ExportRow judge(Row row) {
        return row.text(complete).isEmpty() ? row.notEarned() : row.earnedBy(row.text(name), row.text(email));
    }
}
