package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.MailServerAwayException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the mails that were claimed together.
 *
 * @param kind what they were about
 * @param claimed how many there were; those without a settlement are due as before
 * @param away why the batch ended early, if the mail server went away
 */
record Batch(
        String kind,
        int claimed,
        List<Settlement> settlements,
        @Nullable MailServerAwayException away) {}
