package io.laurel.worker.cohort;

import org.jspecify.annotations.Nullable;

/**
 * One recipient as the upload spells it.
 *
 * @param number counted from 1
 * @param line where the row begins in the file, counted from 1
 * @param isPublic the text {@code true} or {@code false}, or whatever was written instead
 * @param problem why nothing could be made of the row, if so
 */
record UploadedRow(
        int number,
        long line,
        @Nullable String name,
        @Nullable String email,
        @Nullable String evidenceUrl,
        @Nullable String isPublic,
        @Nullable String problem) {

    static UploadedRow unreadable(int number, long line, String problem) {
        return new UploadedRow(number, line, null, null, null, null, problem);
    }
}
