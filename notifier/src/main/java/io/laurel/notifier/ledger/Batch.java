package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.MailServerAwayException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the notifications that were claimed together.
 *
 * @param claimed how many there were; those without a settlement are due as before
 * @param away why the batch ended early, if the mail server went away
 */
record Batch(
        int claimed, List<Settlement> settlements, @Nullable MailServerAwayException away) {}
