package io.laurel.ingress.lms;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param state {@code waiting} for a join file, {@code copying}, {@code reading}, {@code taken}, {@code rejected}, {@code repeated}
 *     (the content was taken before), or {@code gone} before it could be read
 * @param form how it is written, as it was recognised
 * @param cohortId the bulk job of the rows that earned
 * @param archivedAs where it lies now, below the source's folder
 */
record LmsFile(
        UUID id,
        String name,
        long bytes,
        String sha256,
        Instant foundAt,
        String state,
        @Nullable String reason,
        @Nullable String form,
        Rows rows,
        @Nullable UUID cohortId,
        @Nullable Instant endedAt,
        @Nullable String archivedAs) {

    /**
     * How many rows there are.
     *
     * @param unknown of those that earned, whose address the join file does not tell
     */
    record Rows(int read, int earned, int notEarned, int passedOver, int faulty, int unknown) {}

    /**
     * What lies beside the file, too.
     *
     * @param notes rows that were passed over, are faulty, or earned by somebody unknown; as many as the operator allows
     * @param moreNotes how many rows besides
     */
    record Report(
            UUID fileId,
            String file,
            Instant foundAt,
            String outcome,
            @Nullable String reason,
            @Nullable String form,
            Rows rows,
            @Nullable UUID cohortId,
            List<Note> notes,
            Long moreNotes) {}

    /** A row, where it begins in the file, and why it is named. */
    record Note(int row, long line, String kind, String why) {}
}
