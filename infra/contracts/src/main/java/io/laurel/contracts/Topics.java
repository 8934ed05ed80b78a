package io.laurel.contracts;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue of topics: name, key and value of each in one place. Created with these partitions at start. */
public final class Topics {

    /** {@link IssuanceCommand} by (organization, recipient): what somebody may be waiting for. */
    public static final String ISSUANCE_COMMANDS = "issuance.commands";

    /** {@link IssueCredential} by (organization, recipient): the rows of cohorts, behind which nobody else is to wait. */
    public static final String ISSUANCE_COHORT_ROWS = "issuance.cohort-rows";

    /** Commands of either topic that could not be handled, as they came, with the reason in the header {@code reason}. */
    public static final String ISSUANCE_COMMANDS_DLT = "issuance.commands.dlt";

    /** {@link IssuanceReply}, without a key, to the partition of the {@link ReplyAddress}. */
    public static final String ISSUANCE_REPLIES = "issuance.replies";

    /** {@link IssuanceTask} by cohort, organization or credential. */
    public static final String ISSUANCE_TASKS = "issuance.tasks";

    /** {@link CredentialEvent} by (organization, recipient). */
    public static final String CREDENTIAL_EVENTS = "credential.events";

    /** {@link Notice} by address. They let people in, so they are kept only as long as a notifier may be away: over a weekend. */
    public static final String ACCOUNT_NOTICES = "account.notices";

    /** {@link CohortEvent} by cohort. */
    public static final String COHORT_EVENTS = "cohort.events";

    /** {@link NotifierTask} by credential or webhook endpoint. */
    public static final String NOTIFIER_TASKS = "notifier.tasks";

    /**
     * A topic.
     *
     * @param partitions how many it is created with: the most instances that can share its work
     * @param retention how long its messages are kept; null for as long as the broker is set to
     */
    public record Topic(
            String name, int partitions, @Nullable Duration retention) {

        Topic(String name, int partitions) {
            this(name, partitions, null);
        }
    }

    public static final List<Topic> ALL = List.of(
            new Topic(ISSUANCE_COMMANDS, 12),
            new Topic(ISSUANCE_COHORT_ROWS, 12),
            new Topic(ISSUANCE_COMMANDS_DLT, 1),
            new Topic(ISSUANCE_REPLIES, 16),
            new Topic(ISSUANCE_TASKS, 6),
            new Topic(CREDENTIAL_EVENTS, 12),
            new Topic(ACCOUNT_NOTICES, 3, Duration.ofDays(3)),
            new Topic(COHORT_EVENTS, 6),
            new Topic(NOTIFIER_TASKS, 3));

    private Topics() {}
}
