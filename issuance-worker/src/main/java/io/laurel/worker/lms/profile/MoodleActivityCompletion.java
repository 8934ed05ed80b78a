package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Moodle's report of completed activities: the name under an empty heading, then for each activity its state and date. */
final class MoodleActivityCompletion implements Judge {

    private static final States COMPLETED =
            new States(List.of("Completed", "Completed (achieved pass grade)", "Completed (set by *)"));
    private static final States NOT_COMPLETED = new States(
            List.of("", "Not completed", "Not completed (set by *)", "Completed (did not achieve pass grade)"));

    private final Column name;
    private final Column email;
    private final List<Column> activities;
    private final States completed;

    /** Null where the rule gives the words: what it does not name is not completed. */
    private final @Nullable States notCompleted;

    MoodleActivityCompletion(Header header, LmsRule rule) {
        name = header.first();
        if (!name.name().isEmpty()) {
            header.complain("its first cell is not empty");
        }
        email = header.column("Email address");
        activities = Objects.requireNonNull(rule.activities()).stream()
                .map(header::column)
                .toList();
        activities.stream()
                .filter(activity -> activity.index() + 1 >= header.size())
                .forEach(activity -> header.complain("no date follows the activity " + activity.name()));
        completed = rule.states() == null ? COMPLETED : new States(rule.states());
        notCompleted = rule.states() == null ? NOT_COMPLETED : null;
    }

    @Override
    public ExportRow judge(Row row) {
        var areCompleted = true;
        for (var activity : activities) {
            areCompleted &= isCompleted(row, activity);
        }
        return areCompleted ? row.earnedBy(row.text(name), row.text(email)) : row.notEarned();
    }

    /** Moodle writes states in its user's language: one that is not known must not pass for "not completed". */
    private boolean isCompleted(Row row, Column activity) {
        var state = row.text(activity);
        var isCompleted = completed.contain(state);
        if (!isCompleted && notCompleted != null && !notCompleted.contain(state)) {
            throw new FaultyRowException("The state %s of %s is not known; the rule's states can name it."
                    .formatted(Row.shown(state), activity.name()));
        }
        return isCompleted;
    }
}
