package io.laurel.worker.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CohortRow;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Supersession;
import io.laurel.worker.issuance.Decision.Echo;
import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.issuance.Decision.Reject;
import io.laurel.worker.issuance.Decision.Repeat;
import io.laurel.worker.issuance.Known.Decided;
import io.laurel.worker.issuance.Known.Held;
import io.laurel.worker.issuance.Known.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeciderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
    private static final BadgeId EXPIRING = new BadgeId(UUID.randomUUID());
    private static final BadgeId PERMANENT = new BadgeId(UUID.randomUUID());
    private static final BadgeId INACTIVE = new BadgeId(UUID.randomUUID());
    private static final BadgeId FOREIGN = new BadgeId(UUID.randomUUID());

    @Test
    void aNewHolderIsIssuedTheBadgeUntilItsExpiry() {
        var issue = issue(only(decide(known(Map.of()), command(EXPIRING, "a@example.com"))));
        assertThat(issue.supersession()).isEqualTo(Supersession.NEW);
        assertThat(issue.supersedes()).isNull();
        assertThat(issue.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(730)));
        assertThat(issue(only(decide(known(Map.of()), command(PERMANENT, "a@example.com"))))
                        .expiresAt())
                .isNull();
    }

    @Test
    void theNewestCredentialDecidesHowItIsSuperseded() {
        assertThat(met(EXPIRING, NOW.plusSeconds(1), false)).isEqualTo(Supersession.ACTIVE_TIME_BOUND);
        assertThat(met(EXPIRING, NOW, false)).isEqualTo(Supersession.EXPIRED);
        assertThat(met(EXPIRING, NOW.minusSeconds(1), false)).isEqualTo(Supersession.EXPIRED);
        assertThat(met(EXPIRING, NOW.minusSeconds(1), true)).isEqualTo(Supersession.REVOKED);
        assertThat(met(PERMANENT, null, true)).isEqualTo(Supersession.REVOKED);
    }

    private static Supersession met(BadgeId badge, @Nullable Instant expiresAt, boolean revoked) {
        var held = new Held(CredentialId.random(), new ShortId("CRD-AAAAAAAA"), expiresAt, revoked);
        var issue = issue(only(
                decide(known(Map.of(new Holder(badge, "a@example.com"), held)), command(badge, "a@example.com"))));
        assertThat(issue.supersedes()).isEqualTo(held);
        return issue.supersession();
    }

    @Test
    void anActiveCredentialThatNeverExpiresIsNotIssuedAgain() {
        var held = new Held(CredentialId.random(), new ShortId("CRD-AAAAAAAA"), null, false);
        var known = known(Map.of(new Holder(PERMANENT, "a@example.com"), held));
        assertThat(reason(only(decide(known, command(PERMANENT, "a@example.com")))))
                .isEqualTo(Rejection.ACTIVE_NON_EXPIRING);
    }

    @Test
    void commandsForOneHolderInOneBatchSeeEachOther() {
        var permanent =
                decide(known(Map.of()), command(PERMANENT, "a@example.com"), command(PERMANENT, "a@example.com"));
        assertThat(permanent.getFirst()).isInstanceOf(Issue.class);
        assertThat(reason(permanent.getLast())).isEqualTo(Rejection.ACTIVE_NON_EXPIRING);

        var first = command(EXPIRING, "a@example.com");
        var expiring = decide(known(Map.of()), first, command(EXPIRING, "a@example.com"));
        var second = issue(expiring.getLast());
        assertThat(second.supersession()).isEqualTo(Supersession.ACTIVE_TIME_BOUND);
        assertThat(second.supersedes()).extracting(Held::id).isEqualTo(first.id());
    }

    @Test
    void otherHoldersDoNotMeet() {
        var decisions = decide(
                known(Map.of()),
                command(PERMANENT, "a@example.com"),
                command(PERMANENT, "b@example.com"),
                command(EXPIRING, "a@example.com"));
        assertThat(decisions)
                .allSatisfy(
                        decision -> assertThat(issue(decision).supersession()).isEqualTo(Supersession.NEW));
    }

    @Test
    void whatMayNotBeIssuedSaysWhy() {
        var known = known(Map.of());
        assertThat(reason(only(decide(known, command(INACTIVE, "a@example.com")))))
                .isEqualTo(Rejection.BADGE_INACTIVE);
        assertThat(reason(only(decide(known, command(FOREIGN, "a@example.com")))))
                .isEqualTo(Rejection.BADGE_NOT_FOUND);
        assertThat(reason(only(decide(known, command(new BadgeId(UUID.randomUUID()), "a@example.com")))))
                .isEqualTo(Rejection.BADGE_NOT_FOUND);
        var suspended =
                new Known(Map.of(), Map.of(ORGANIZATION, organization(false, true)), badges(), Map.of(), Map.of());
        assertThat(reason(only(decide(suspended, command(EXPIRING, "a@example.com")))))
                .isEqualTo(Rejection.ORGANIZATION_NOT_APPROVED);
        var keyless =
                new Known(Map.of(), Map.of(ORGANIZATION, organization(true, false)), badges(), Map.of(), Map.of());
        assertThat(reason(only(decide(keyless, command(EXPIRING, "a@example.com")))))
                .isEqualTo(Rejection.NO_SIGNING_KEY);
    }

    @Test
    void aCohortThatSkipsHoldersIssuesToNobodyWhoEverHadTheBadge() {
        var cohort = new CohortId(UUID.randomUUID());
        var expired = new Held(CredentialId.random(), new ShortId("CRD-AAAAAAAA"), NOW.minusSeconds(1), false);
        var known = new Known(
                Map.of(),
                Map.of(ORGANIZATION, organization(true, true)),
                badges(),
                Map.of(cohort, new Known.Cohort(false, true)),
                Map.of(new Holder(EXPIRING, "a@example.com"), expired));
        var decisions = decide(
                known,
                ofCohort(cohort, 1, "a@example.com"),
                ofCohort(cohort, 2, "b@example.com"),
                command(EXPIRING, "a@example.com"));
        assertThat(reason(decisions.getFirst())).isEqualTo(Rejection.ALREADY_HELD);
        assertThat(decisions.get(1)).isInstanceOf(Issue.class);
        assertThat(issue(decisions.getLast()).supersession()).isEqualTo(Supersession.EXPIRED);
    }

    @Test
    void ofACancelledCohortNothingIsIssued() {
        var cohort = new CohortId(UUID.randomUUID());
        var known = new Known(
                Map.of(),
                Map.of(ORGANIZATION, organization(true, true)),
                badges(),
                Map.of(cohort, new Known.Cohort(true, false)),
                Map.of());
        var decisions = decide(known, ofCohort(cohort, 1, "a@example.com"), command(EXPIRING, "b@example.com"));
        assertThat(reason(decisions.getFirst())).isEqualTo(Rejection.COHORT_CANCELLED);
        assertThat(decisions.getLast()).isInstanceOf(Issue.class);
    }

    @Test
    void aRequestThatWasDecidedIsOnlyRepeated() {
        var command = command(PERMANENT, "a@example.com");
        var outcome = new Outcome.Rejected(command.id(), Rejection.OVER_QUOTA, "full");
        var known = new Known(
                Map.of(command.id(), new Decided(outcome, null, null)),
                Map.of(ORGANIZATION, organization(true, true)),
                badges(),
                Map.of(),
                Map.of());
        assertThat(only(decide(known, command)))
                .isInstanceOfSatisfying(
                        Repeat.class,
                        repeat -> assertThat(repeat.decided().outcome()).isEqualTo(outcome));
    }

    @Test
    void aRequestThatComesTwiceInOneBatchIsDecidedOnce() {
        var command = command(EXPIRING, "a@example.com");
        var decisions = decide(known(Map.of()), command, command);
        assertThat(decisions.getFirst()).isInstanceOf(Issue.class);
        assertThat(decisions.getLast()).isInstanceOf(Echo.class);
    }

    @Test
    void aUsedIdempotencyKeyWithOtherContentIsAMismatchAndLeavesNoTrace() {
        var first = named(CredentialId.random(), "one");
        var other = named(first.id(), "two");
        var decisions = decide(known(Map.of()), first, other);
        assertThat(decisions.getLast()).isInstanceOfSatisfying(Reject.class, reject -> {
            assertThat(reject.outcome().reason()).isEqualTo(Rejection.IDEMPOTENCY_MISMATCH);
            assertThat(reject.recorded()).isFalse();
        });
        var decided = new Known(
                Map.of(
                        first.id(),
                        new Decided(new Outcome.Rejected(first.id(), Rejection.OVER_QUOTA, "full"), "one", null)),
                Map.of(ORGANIZATION, organization(true, true)),
                badges(),
                Map.of(),
                Map.of());
        assertThat(reason(only(decide(decided, other)))).isEqualTo(Rejection.IDEMPOTENCY_MISMATCH);
    }

    private static List<Decision> decide(Known known, IssueCredential... commands) {
        return Decider.decide(Arrays.asList(commands), known, NOW);
    }

    private static Decision only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return decisions.getFirst();
    }

    private static Issue issue(Decision decision) {
        assertThat(decision).isInstanceOf(Issue.class);
        return (Issue) decision;
    }

    private static Rejection reason(Decision decision) {
        assertThat(decision).isInstanceOf(Reject.class);
        return ((Reject) decision).outcome().reason();
    }

    private static IssueCredential command(BadgeId badge, String email) {
        return new IssueCredential(
                CredentialId.random(),
                ORGANIZATION,
                badge,
                new Recipient("A", email),
                null,
                true,
                NOW,
                null,
                null,
                null);
    }

    private static IssueCredential ofCohort(CohortId cohort, int row, String email) {
        return new IssueCredential(
                CredentialId.ofCohortRow(cohort, row, 0),
                ORGANIZATION,
                EXPIRING,
                new Recipient("A", email),
                null,
                true,
                NOW,
                null,
                new CohortRow(cohort, row),
                null);
    }

    private static IssueCredential named(CredentialId id, String fingerprint) {
        return new IssueCredential(
                id,
                ORGANIZATION,
                EXPIRING,
                new Recipient("A", "a@example.com"),
                null,
                true,
                NOW,
                fingerprint,
                null,
                null);
    }

    private static Known known(Map<Holder, Held> newest) {
        return new Known(Map.of(), Map.of(ORGANIZATION, organization(true, true)), badges(), Map.of(), newest);
    }

    private static IssuingOrganization organization(boolean approved, boolean key) {
        return new IssuingOrganization(
                ORGANIZATION, "academy", "Academy", null, approved, 1_000, key ? UUID.randomUUID() : null);
    }

    private static Map<BadgeId, IssuableBadge> badges() {
        return Map.of(
                EXPIRING, badge(EXPIRING, ORGANIZATION, 730, true),
                PERMANENT, badge(PERMANENT, ORGANIZATION, null, true),
                INACTIVE, badge(INACTIVE, ORGANIZATION, null, false),
                FOREIGN, badge(FOREIGN, new OrganizationId(UUID.randomUUID()), null, true));
    }

    private static IssuableBadge badge(
            BadgeId id, OrganizationId organization, @Nullable Integer expiresInDays, boolean active) {
        return new IssuableBadge(id, organization, "b", "B", "d", "c", "00", expiresInDays, List.of(), active);
    }
}
