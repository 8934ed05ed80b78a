package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsRule;
import java.util.Objects;

/** The results of OneRoster's CSV binding: of all line items, so most rows are another's. */
final class OneRosterResults implements Judge {

    private final String wanted;
    private final Column status;
    private final Column lineItem;
    private final Column student;
    private final Column scoreStatus;
    private final Column score;
    private final Threshold threshold;

    OneRosterResults(Header header, LmsRule rule) {
        wanted = Objects.requireNonNull(rule.lineItem()).strip();
        status = header.column("status");
        lineItem = header.column("lineItemSourcedId");
        student = header.column("studentSourcedId");
        scoreStatus = header.column("scoreStatus");
        score = header.column("score");
        threshold = new Threshold(Objects.requireNonNull(rule.minimum()), header.separator());
    }

    @Override
    public ExportRow judge(Row row) {
        if (!row.text(lineItem).equals(wanted)) {
            return row.notEarned();
        }
        if (row.text(status).equalsIgnoreCase("tobedeleted")) {
            return row.passedOver("The result is to be deleted.");
        }
        var key = row.key(student);
        return row.text(scoreStatus).equalsIgnoreCase("fully graded") && threshold.isReached(row, score)
                ? row.earned(key, null, null)
                : row.notEarned();
    }
}
