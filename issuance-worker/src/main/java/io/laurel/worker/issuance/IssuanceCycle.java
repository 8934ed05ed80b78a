package io.laurel.worker.issuance;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ShortId;
import io.laurel.worker.issuance.Decision.Echo;
import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.issuance.Decision.Reject;
import io.laurel.worker.issuance.Decision.Repeat;
import io.laurel.worker.issuance.Recording.OvertakenException;
import io.laurel.worker.issuance.Reservation.Counted;
import io.laurel.worker.issuance.Reservation.Taken;
import io.laurel.worker.tell.Teller;
import io.laurel.worker.tell.Told;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Turns a batch of commands into credentials. Wherever it stops, the batch can be given to it again: it finds the outcomes
 * that were recorded, issues nothing twice, and tells the same events.
 */
@Component
class IssuanceCycle {

    /** Whoever is overtaken that often is not in a race: each time another one has got on with the same holder or key. */
    private static final int MOST_LOOKS = 50;

    private final LookUp lookUp;
    private final Reservation reservation;
    private final Signatory signatory;
    private final Recording recording;
    private final Teller teller;
    private final IssuanceMetrics metrics;
    private final Clock clock;

    IssuanceCycle(
            LookUp lookUp,
            Reservation reservation,
            Signatory signatory,
            Recording recording,
            Teller teller,
            IssuanceMetrics metrics,
            Clock clock) {
        this.lookUp = lookUp;
        this.reservation = reservation;
        this.signatory = signatory;
        this.recording = recording;
        this.teller = teller;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Decides the commands in their order; returns when all of it is recorded and told. */
    void run(List<IssueCredential> commands) {
        var told = settle(commands);
        metrics.time("tell", () -> teller.tell(told));
        metrics.decided(told);
    }

    private List<Told> settle(List<IssueCredential> commands) {
        for (int look = 1; ; look++) {
            try {
                return settleOnce(commands);
            } catch (OvertakenException e) {
                if (look == MOST_LOOKS) {
                    throw e;
                }
            }
        }
    }

    private List<Told> settleOnce(List<IssueCredential> commands) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

        // 1. Look up all that is known of the batch.
        var known = metrics.time("look-up", () -> lookUp.load(commands, now));

        // 2. Decide.
        var decisions = Decider.decide(commands, known, now);
        var issues = decisions.stream()
                .filter(Issue.class::isInstance)
                .map(Issue.class::cast)
                .toList();

        // 3. Reserve quota and numbers.
        var taken = metrics.time("reserve", () -> reservation.take(issues, now));
        var settled = decisions.stream()
                .map(decision -> withinQuota(decision, taken.overQuota()))
                .toList();

        // 4. Sign, with no database in reach.
        var signed = metrics.time("sign", () -> signatory.sign(taken.numbers()));

        // 5. Record.
        var rejected = settled.stream()
                .filter(Reject.class::isInstance)
                .map(Reject.class::cast)
                .filter(Reject::recorded)
                .toList();
        metrics.time("record", () -> recording.record(rejected, signed, now));

        return told(settled, taken);
    }

    private static Decision withinQuota(Decision decision, Set<Counted> overQuota) {
        if (decision instanceof Issue issue && overQuota.contains(Counted.of(issue))) {
            return Decider.reject(
                    issue.command(),
                    Rejection.OVER_QUOTA,
                    "The monthly quota of %d recipients is used up."
                            .formatted(issue.organization().monthlyRecipients()));
        }
        return decision;
    }

    private static List<Told> told(List<Decision> decisions, Taken taken) {
        var outcomes = new HashMap<CredentialId, Outcome>();
        var shortIds = new HashMap<CredentialId, ShortId>();
        taken.numbers().forEach((issue, numbers) -> shortIds.put(issue.command().id(), numbers.shortId()));
        var told = new ArrayList<Told>(decisions.size());
        for (var decision : decisions) {
            var one = told(decision, outcomes, shortIds);
            if (!(decision instanceof Reject reject) || reject.recorded()) {
                outcomes.put(decision.command().id(), one.outcome());
            }
            told.add(one);
        }
        return told;
    }

    private static Told told(
            Decision decision, Map<CredentialId, Outcome> outcomes, Map<CredentialId, ShortId> shortIds) {
        return switch (decision) {
            case Issue issue -> {
                var supersedes = issue.supersedes();
                yield Tidings.issued(
                        issue.command(),
                        new Outcome.Issued(
                                issue.command().id(),
                                of(shortIds, issue.command().id()),
                                issue.issuedAt(),
                                issue.expiresAt(),
                                issue.supersession(),
                                supersedes == null ? null : supersedes.id()),
                        supersedes == null
                                ? null
                                : new Known.Superseded(
                                        supersedes.id(),
                                        supersedes.shortId() == null
                                                ? of(shortIds, supersedes.id())
                                                : supersedes.shortId(),
                                        Recording.renewedAt(issue)));
            }
            case Reject reject -> Told.rejected(reject.command().replyTo(), reject.outcome());
            case Echo echo ->
                new Told(echo.command().replyTo(), of(outcomes, echo.first().id()), List.of());
            case Repeat repeat ->
                switch (repeat.decided().outcome()) {
                    case Outcome.Issued issued ->
                        Tidings.issued(
                                repeat.command(), issued, repeat.decided().superseded());
                    case Outcome.Rejected rejected ->
                        Told.rejected(repeat.command().replyTo(), rejected);
                    case Outcome.Revoked _, Outcome.Claimed _ ->
                        throw new IllegalStateException("a request to issue ends as issued or rejected");
                };
        };
    }

    private static <T> T of(Map<CredentialId, T> map, CredentialId id) {
        var value = map.get(id);
        if (value == null) {
            throw new IllegalStateException("nothing was settled for " + id);
        }
        return value;
    }
}
