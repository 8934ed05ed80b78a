package io.laurel.ingress.cohort;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cohort adds up, counted anew from rows, outcomes, credentials, events and mails.
 *
 * @param balanced every row is decided and explained, has what its outcome says and nothing else, and its mail is settled
 * @param rows all rows of the cohort = issued + rejected + undecided
 * @param issued rows that have an outcome and a credential
 * @param rejected rows that are explained otherwise: invalid, skipped, failed or cancelled
 * @param events of those issued, how many the notifier knows of
 * @param mailed mails that a server took; each issued row ends as mailed, suppressed or refused
 * @param suppressed mails that the organization does not want to be sent
 * @param refused mails that could not be delivered for good
 * @param differences what does not add up, at most 1,000 of them
 * @param differencesTotal how many there are
 */
record Reconciled(
        boolean balanced,
        long rows,
        long issued,
        long rejected,
        long undecided,
        long events,
        long mailed,
        long suppressed,
        long refused,
        List<Difference> differences,
        long differencesTotal) {

    /**
     * Something that does not add up.
     *
     * @param row of the cohort; null where it is about the whole
     * @param problem one sentence for a person
     */
    record Difference(@Nullable Integer row, @Nullable String email, String problem) {}
}
