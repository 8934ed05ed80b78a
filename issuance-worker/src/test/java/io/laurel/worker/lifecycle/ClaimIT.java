package io.laurel.worker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.ClaimCredential;
import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.RevokeCredential;
import io.laurel.test.Given;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import io.laurel.workerfleet.Asker;
import io.laurel.workerfleet.OwnClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Claims from the command on its topic to the answer. */
@RunningWorker
@Import(OwnClock.class)
class ClaimIT {

    private static final String ADA = "ada@example.com";

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private Claims claims;

    @Autowired
    private MovableClock clock;

    @Autowired
    private MeterRegistry metrics;

    private Asker asker;
    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        asker = new Asker(topics);
        organization = given.organization("enterprise", null);
        badge = given.badge(organization, 30);
        keys.generate(organization);
    }

    @Test
    void aClaimIsRecordedToldAndAnswered() {
        var issued = issued(ADA);
        double before = count("CLAIMED");

        var outcome = claim(issued.id(), ADA, UUID.randomUUID());

        assertThat(outcome).isEqualTo(new Outcome.Claimed(issued.id(), issued.shortId(), clock.instant()));
        assertThat(claimsIn(issued.id()))
                .containsExactly(new CredentialClaimed(
                        CredentialClaimed.eventIdOf(issued.id()),
                        issued.id(),
                        issued.shortId(),
                        organization,
                        badge,
                        ADA,
                        clock.instant()));
        assertThat(isClaimed(issued.id())).isTrue();
        assertThat(count("CLAIMED")).isEqualTo(before + 1);
    }

    @Test
    void theSameRequestAgainIsAnsweredTheSameAndAnotherOneComesTooLate() {
        var issued = issued(ADA);
        var request = UUID.randomUUID();
        var first = claim(issued.id(), ADA, request);
        clock.advance(Duration.ofHours(1));

        assertThat(claim(issued.id(), ADA, request)).isEqualTo(first);
        assertThat(rejection(claim(issued.id(), ADA, UUID.randomUUID()))).isEqualTo(Rejection.ALREADY_CLAIMED);
        assertThat(claimsIn(issued.id()).stream().distinct()).hasSize(1);
    }

    @Test
    void theSameRequestAgainIsAnsweredTheSameAfterTheCredentialHasEnded() {
        var issued = issued(ADA);
        var request = UUID.randomUUID();
        var first = claim(issued.id(), ADA, request);
        revoke(issued.id());

        assertThat(claim(issued.id(), ADA, request)).isEqualTo(first);
        assertThat(rejection(claim(issued.id(), ADA, UUID.randomUUID()))).isEqualTo(Rejection.CREDENTIAL_REVOKED);
    }

    @Test
    void anExpiredCredentialCannotBeClaimed() {
        var issued = issued(ADA);
        clock.advance(Duration.ofDays(30).minusMillis(1));
        var inTime = issued("in.time@example.com");
        clock.advance(Duration.ofMillis(1));

        assertThat(rejection(claim(issued.id(), ADA, UUID.randomUUID()))).isEqualTo(Rejection.CREDENTIAL_EXPIRED);
        assertThat(claim(inTime.id(), "in.time@example.com", UUID.randomUUID())).isInstanceOf(Outcome.Claimed.class);
        assertThat(isClaimed(issued.id())).isFalse();
    }

    @Test
    void aRevokedCredentialCannotBeClaimed() {
        var issued = issued(ADA);
        revoke(issued.id());

        assertThat(rejection(claim(issued.id(), ADA, UUID.randomUUID()))).isEqualTo(Rejection.CREDENTIAL_REVOKED);
        assertThat(isClaimed(issued.id())).isFalse();
    }

    @Test
    void nobodyClaimsWhatIsAnothersOrDoesNotExist() {
        var issued = issued(ADA);
        var stranger = given.organization("enterprise", null);

        assertThat(rejection(claim(issued.id(), "eve@example.com", UUID.randomUUID())))
                .isEqualTo(Rejection.CREDENTIAL_NOT_FOUND);
        assertThat(rejection(claim(CredentialId.random(), ADA, UUID.randomUUID())))
                .isEqualTo(Rejection.CREDENTIAL_NOT_FOUND);
        assertThat(rejection(asker.ask(replyTo ->
                        new ClaimCredential(issued.id(), stranger, ADA, UUID.randomUUID(), clock.instant(), replyTo))))
                .isEqualTo(Rejection.CREDENTIAL_NOT_FOUND);
        assertThat(isClaimed(issued.id())).isFalse();
    }

    @Test
    void ofManyClaimsInOneBatchTheFirstOfEachCredentialCounts() {
        var ada = issued(ADA);
        var bob = issued("bob@example.com");
        var byAda = command(ada.id(), ADA);
        var byBob = command(bob.id(), "bob@example.com");

        claims.run(List.of(command(ada.id(), "bob@example.com"), byAda, byBob, command(ada.id(), ADA), byAda));

        assertThat(claimRequest(ada.id())).isEqualTo(byAda.requestId());
        assertThat(claimRequest(bob.id())).isEqualTo(byBob.requestId());
    }

    @Test
    void claimsThatRaceEndAsOne() throws InterruptedException {
        var issued = issued(ADA);
        var commands =
                IntStream.range(0, 16).mapToObj(n -> command(issued.id(), ADA)).toList();
        var racers = commands.stream()
                .map(command -> Thread.ofVirtual().start(() -> claims.run(List.of(command))))
                .toList();
        for (var racer : racers) {
            racer.join();
        }

        assertThat(claimsIn(issued.id())).hasSize(1);
        assertThat(commands.stream().map(ClaimCredential::requestId)).contains(claimRequest(issued.id()));
    }

    private Outcome.Issued issued(String email) {
        return (Outcome.Issued) asker.issue(organization, badge, email);
    }

    private Outcome claim(CredentialId id, String email, UUID request) {
        return asker.ask(replyTo -> new ClaimCredential(id, organization, email, request, clock.instant(), replyTo));
    }

    private ClaimCredential command(CredentialId id, String email) {
        return new ClaimCredential(id, organization, email, UUID.randomUUID(), clock.instant(), null);
    }

    private void revoke(CredentialId id) {
        assertThat(asker.ask(replyTo -> new RevokeCredential(
                        id, organization, ADA, "In error.", UUID.randomUUID(), clock.instant(), replyTo)))
                .isInstanceOf(Outcome.Revoked.class);
    }

    private static Rejection rejection(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).reason();
    }

    private List<CredentialClaimed> claimsIn(CredentialId id) {
        return asker.eventsOf(id).stream()
                .filter(CredentialClaimed.class::isInstance)
                .map(CredentialClaimed.class::cast)
                .toList();
    }

    private boolean isClaimed(CredentialId id) {
        return database.owner()
                .sql("select claimed_at is not null from credential where id = ?")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    private UUID claimRequest(CredentialId id) {
        return database.owner()
                .sql("select claim_request from credential where id = ?")
                .param(id.value())
                .query(UUID.class)
                .single();
    }

    private double count(String outcome) {
        return metrics.counter("laurel.worker.claims", "outcome", outcome).count();
    }
}
