package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The grade report of an Open edX course. It names nobody but by the user name; grades go from 0 to 1. */
final class OpenEdxGradeReport implements Judge {

    private final Column email;
    private final Column username;
    private final Column decisive;

    /** Null where the platform's own word decides. */
    private final @Nullable Threshold threshold;

    OpenEdxGradeReport(Header header, LmsRule rule) {
        email = header.column("Email");
        username = header.column("Username");
        decisive = header.column(rule.minimum() == null ? "Certificate Eligible" : "Grade");
        threshold = rule.minimum() == null ? null : new Threshold(rule.minimum(), BigDecimal.ONE, header.separator());
    }

    @Override
    public ExportRow judge(Row row) {
        var hasEarned =
                threshold == null ? row.text(decisive).equalsIgnoreCase("Y") : threshold.isReached(row, decisive);
        var key = row.text(username);
        return hasEarned ? row.earned(key, key, row.text(email)) : row.notEarned();
    }
}
