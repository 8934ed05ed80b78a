package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsRule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Canvas' report of grades: a row for each enrollment, so a student of two sections is there twice. */
final class CanvasGradeExport implements Judge {

    private static final List<String> STATES = List.of("active", "completed");

    private final Column name;
    private final Column id;
    private final Column score;
    private final Column state;
    private final Threshold threshold;
    private final States states;

    CanvasGradeExport(Header header, LmsRule rule) {
        name = header.column("student name");
        id = header.column("student id");
        score = header.column("final score");
        state = header.column("enrollment state");
        threshold = new Threshold(Objects.requireNonNull(rule.minimum()), header.separator());
        states = new States(Optional.ofNullable(rule.states()).orElse(STATES));
    }

    @Override
    public ExportRow judge(Row row) {
        var key = row.key(id);
        return states.contain(row.text(state)) && threshold.isReached(row, score)
                ? row.earned(key, row.text(name), null)
                : row.notEarned();
    }
}
