package io.laurel.worker.cohort;

import org.jspecify.annotations.Nullable;

/**
 * A judged row.
 *
 * @param line where the row begins in the file; null where the rows did not come as lines
 * @param invalid why it is not submitted
 */
record StagedRow(
        int number,
        @Nullable Long line,
        @Nullable String name,
        @Nullable String email,
        @Nullable String evidenceUrl,
        boolean isPublic,
        @Nullable String invalid) {

    StagedRow withoutLine() {
        return new StagedRow(number, null, name, email, evidenceUrl, isPublic, invalid);
    }
}
