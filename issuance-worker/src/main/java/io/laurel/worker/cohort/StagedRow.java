package io.laurel.worker.cohort;

import org.jspecify.annotations.Nullable;

/**
 * A judged row.
 *
 * @param invalid why it is not submitted
 */
record StagedRow(
        int number,
        long line,
        @Nullable String name,
        @Nullable String email,
        @Nullable String evidenceUrl,
        boolean isPublic,
        @Nullable String invalid) {}
