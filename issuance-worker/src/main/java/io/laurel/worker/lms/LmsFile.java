package io.laurel.worker.lms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.CohortId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of a source, from the moment its content is known.
 *
 * @param sha256 of its content, in hex
 * @param version what tells it from one that takes its place
 * @param attempt counted from 1: a rejected content may be handed in again
 */
record LmsFile(
        UUID id,
        UUID sourceId,
        String sha256,
        String name,
        long bytes,
        String version,
        Instant foundAt,
        State state,
        int attempt,
        @Nullable String reason) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int SHOWN_OF_HASH = 8;
    private static final int LONGEST_NAME = 150;

    /** How far it is. */
    enum State {
        /** For a join file. */
        WAITING,
        COPYING,
        READING,
        /** Read as well, with the people of join files. The release before knows no such state, and would find none of them. */
        JOINING,
        /** Its rows are a cohort, if any earned. */
        TAKEN,
        REJECTED,
        /** The content had been taken before. */
        REPEATED,
        /** It was taken away, or changed, before it could be copied. */
        GONE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it is still where it arrived, and not in the database. */
    boolean isToBeCopied() {
        return state == State.WAITING || state == State.COPYING;
    }

    /** The same content of the same source is the same cohort, whoever inserts it (UUIDv5). */
    CohortId cohort() {
        return new CohortId(UuidCreator.getNameBasedSha1(sourceId, "cohort/" + sha256));
    }

    /** Where it is put away: the same place however often that is begun. */
    String archivePath() {
        return (state == State.REJECTED ? "rejected/" : "processed/") + TIME.format(foundAt) + "-"
                + sha256.substring(0, SHOWN_OF_HASH) + "-" + shortened(name);
    }

    /** So that the name of the report beside it is no longer than file systems allow; its end says what kind of file it is. */
    static String shortened(String name) {
        var end = name;
        while (end.getBytes(UTF_8).length > LONGEST_NAME) {
            end = end.substring(end.offsetByCodePoints(0, 1));
        }
        return end;
    }
}
