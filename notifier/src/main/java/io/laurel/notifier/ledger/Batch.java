package io.laurel.notifier.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the mails that were claimed together.
 *
 * @param kind what they were about
 * @param claimed how many there were; those without a settlement are due as before
 * @param failure why the batch ended early, if it did
 */
record Batch(
        String kind,
        int claimed,
        List<Settlement> settlements,
        @Nullable Exception failure) {}
