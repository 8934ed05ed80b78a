package io.laurel.worker.lms.profile;

import org.jspecify.annotations.Nullable;

/** A row of an export and what its rule says of it. A student who is there twice has earned twice. */
public sealed interface ExportRow {

    /** Counted from 1, without the header. */
    int row();

    /** The line of the file that the row starts in, counted from 1. */
    long line();

    /**
     * The badge is earned.
     *
     * @param key by which a join file knows the person ({@link Person#key}); null where the profile has no join file. What the
     *     join file says goes before what stands here
     * @param name as the export has it, and a join file may better it; null where only a join file knows
     * @param email as the export has it; null where only a join file knows
     */
    record Earned(
            int row,
            long line,
            @Nullable String key,
            @Nullable String name,
            @Nullable String email) implements ExportRow {}

    /** A person who has not earned the badge, or not yet. */
    record NotEarned(int row, long line) implements ExportRow {}

    /** Not a result that counts; {@code why} is one of few sentences, so that rows can be counted by it. */
    record PassedOver(int row, long line, String why) implements ExportRow {}

    /** It cannot be told whether the badge is earned, or by whom; {@code why} is a sentence. The rows around it count. */
    record Faulty(int row, long line, String why) implements ExportRow {}
}
