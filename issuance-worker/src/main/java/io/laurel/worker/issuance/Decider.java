package io.laurel.worker.issuance;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.Supersession;
import io.laurel.worker.issuance.Decision.Echo;
import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.issuance.Decision.Reject;
import io.laurel.worker.issuance.Decision.Repeat;
import io.laurel.worker.issuance.Known.Held;
import io.laurel.worker.issuance.Known.Holder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decides a batch in its order from what is known, and from nothing else. Commands for one holder see each other. The
 * quota comes after: it needs the database's word (see {@link Reservation}).
 */
final class Decider {

    private static final Known.Cohort NO_COHORT = new Known.Cohort(false, false);

    private final Known known;
    private final Instant now;
    private final Map<CredentialId, IssueCredential> seen = new HashMap<>();
    private final Map<Holder, Held> newest;

    private Decider(Known known, Instant now) {
        this.known = known;
        this.now = now;
        this.newest = new HashMap<>(known.newest());
    }

    static List<Decision> decide(List<IssueCredential> commands, Known known, Instant now) {
        var decider = new Decider(known, now);
        var decisions = new ArrayList<Decision>(commands.size());
        for (var command : commands) {
            decisions.add(decider.decide(command));
        }
        return decisions;
    }

    private Decision decide(IssueCredential command) {
        var decided = known.decided().get(command.id());
        if (decided != null) {
            return Objects.equals(decided.fingerprint(), command.fingerprint())
                    ? new Repeat(command, decided)
                    : mismatch(command);
        }
        var first = seen.putIfAbsent(command.id(), command);
        if (first != null) {
            return Objects.equals(first.fingerprint(), command.fingerprint())
                    ? new Echo(command, first)
                    : mismatch(command);
        }
        var cohort = cohort(command);
        if (cohort.cancelled()) {
            return reject(command, Rejection.COHORT_CANCELLED, "The cohort was cancelled before this row was decided.");
        }
        var organization = known.organizations().get(command.organizationId());
        if (organization == null || !organization.approved()) {
            return reject(
                    command,
                    Rejection.ORGANIZATION_NOT_APPROVED,
                    "The organization is not approved to issue credentials.");
        }
        if (organization.signingKey() == null) {
            return reject(command, Rejection.NO_SIGNING_KEY, "The organization has no signing key yet.");
        }
        var badge = known.badges().get(command.badgeId());
        if (badge == null || !badge.organizationId().equals(command.organizationId())) {
            return reject(command, Rejection.BADGE_NOT_FOUND, "The organization has no badge with this id.");
        }
        if (!badge.active()) {
            return reject(command, Rejection.BADGE_INACTIVE, "The badge is not active and issues nothing.");
        }
        return supersede(command, organization, badge);
    }

    private Decision supersede(IssueCredential command, IssuingOrganization organization, IssuableBadge badge) {
        var holder = new Holder(badge.id(), command.recipient().email());
        var held = newest.get(holder);
        if (held != null && cohort(command).skipsHolders()) {
            return reject(command, Rejection.ALREADY_HELD, "The recipient has had this badge already.");
        }
        var supersession = held == null ? Supersession.NEW : held.met(now);
        if (supersession == Supersession.ACTIVE_NON_EXPIRING) {
            return reject(
                    command,
                    Rejection.ACTIVE_NON_EXPIRING,
                    "The recipient holds this badge already, and it does not expire.");
        }
        var issue = new Issue(command, organization, badge, now, badge.expiry(now), supersession, held);
        newest.put(holder, new Held(command.id(), null, issue.expiresAt(), false));
        return issue;
    }

    private Known.Cohort cohort(IssueCredential command) {
        var row = command.cohortRow();
        return row == null ? NO_COHORT : known.cohorts().getOrDefault(row.cohortId(), NO_COHORT);
    }

    private static Reject mismatch(IssueCredential command) {
        return new Reject(
                command,
                new Outcome.Rejected(
                        command.id(),
                        Rejection.IDEMPOTENCY_MISMATCH,
                        "The Idempotency-Key was used before, for a request with other content."),
                false);
    }

    static Reject reject(IssueCredential command, Rejection reason, String message) {
        return new Reject(command, new Outcome.Rejected(command.id(), reason, message), true);
    }
}
