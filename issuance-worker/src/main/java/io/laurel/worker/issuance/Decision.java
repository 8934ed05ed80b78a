package io.laurel.worker.issuance;

import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Supersession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to become of one command. */
sealed interface Decision {

    IssueCredential command();

    /** It was decided before: the outcome stands and is told again. */
    record Repeat(IssueCredential command, Known.Decided decided) implements Decision {}

    /** It repeats an earlier command of the same batch and ends as that one does. */
    record Echo(IssueCredential command, IssueCredential first) implements Decision {}

    /** There will be no credential. An outcome that is not recorded answers only who asked. */
    record Reject(IssueCredential command, Outcome.Rejected outcome, boolean recorded) implements Decision {}

    /** There will be a credential. */
    record Issue(
            IssueCredential command,
            IssuingOrganization organization,
            IssuableBadge badge,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            Supersession supersession,
            Known.@Nullable Held supersedes)
            implements Decision {

        Known.Holder holder() {
            return new Known.Holder(badge.id(), command.recipient().email());
        }
    }
}
