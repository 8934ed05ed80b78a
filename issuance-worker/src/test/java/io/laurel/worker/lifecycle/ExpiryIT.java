package io.laurel.worker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.RevokeCredential;
import io.laurel.contracts.Topics;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.MovableClock;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import io.laurel.workerfleet.Asker;
import io.laurel.workerfleet.OwnClock;
import io.laurel.workerfleet.WorkerFleet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** When credentials expire, it is told: soon, once, whichever workers run. */
@SpringJUnitConfig(OwnClock.class)
@WithPostgres(Schema.Role.WORKER)
@WithKafka
class ExpiryIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private TestBroker broker;

    @Autowired
    private MovableClock clock;

    private @Nullable WorkerFleet workers;
    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", null);
        badge = given.badge(organization, 30);
        clock.advance(Duration.ofDays(1));
    }

    @AfterEach
    void stopWorkers() {
        if (workers != null) {
            workers.close();
        }
    }

    @Test
    void aCredentialThatWasIssuedIsToldOnceAtItsDateAndNotBefore() {
        start(1);
        var asker = new Asker(topics);
        var issued = (Outcome.Issued) issue(asker, "ada@example.com");
        var date = issued.issuedAt().plus(Duration.ofDays(30));

        clock.set(date.minusMillis(1));
        awaitARound();
        assertThat(told()).isEmpty();

        clock.set(date);
        await().until(() -> !told().isEmpty());
        clock.advance(Duration.ofDays(1));
        awaitARound();
        assertThat(told())
                .containsExactly(new CredentialExpired(
                        CredentialExpired.eventIdOf(issued.id()),
                        issued.id(),
                        issued.shortId(),
                        organization,
                        badge,
                        "ada@example.com",
                        date));
    }

    @Test
    void aRevokedCredentialDoesNotExpire() {
        start(1);
        var asker = new Asker(topics);
        var issued = (Outcome.Issued) issue(asker, "ada@example.com");
        asker.ask(replyTo -> new RevokeCredential(
                issued.id(),
                organization,
                "ada@example.com",
                "In error.",
                UUID.randomUUID(),
                clock.instant(),
                replyTo));

        clock.advance(Duration.ofDays(40));
        awaitARound();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatWasRenewedAfterItExpiredIsToldToo() {
        start(1);
        var asker = new Asker(topics);
        var issued = (Outcome.Issued) issue(asker, "ada@example.com");
        stopWorkers();
        clock.advance(Duration.ofDays(30));
        database.owner()
                .sql("update credential set superseded_by_id = gen_random_uuid() where id = ?")
                .param(issued.id().value())
                .update();

        start(1);
        await().until(() -> !told().isEmpty());
        assertThat(told())
                .singleElement()
                .extracting(CredentialExpired::credentialId)
                .isEqualTo(issued.id());
    }

    @Test
    void whatExpiredWhileNoWorkerRanIsToldByTheNext() {
        start(2);
        stopWorkers();
        expiring(1, clock.instant().plus(Duration.ofDays(1)));
        expiring(1, clock.instant().plus(Duration.ofDays(2)));
        clock.advance(Duration.ofDays(3));

        start(2);

        await().until(() -> told().size() == 2);
        awaitARound();
        assertThat(told()).hasSize(2);
    }

    @Test
    void ofManyThatExpireAtOnceSeveralWorkersTellEachOnce() {
        expiring(5_000, clock.instant().plus(Duration.ofDays(1)));
        expiring(1_200, clock.instant().plus(Duration.ofDays(1)).plusMillis(1));
        start(3);
        awaitARound();
        assertThat(told()).isEmpty();

        clock.advance(Duration.ofDays(2));

        await().atMost(Duration.ofSeconds(30)).until(() -> told().size() >= 6_200);
        awaitARound();
        var told = told();
        assertThat(told).hasSize(6_200);
        assertThat(new HashSet<>(told)).hasSize(6_200);
    }

    @Test
    void whatExpiredBeforeThisWasKeptIsNotTold() {
        expiring(100, Instant.parse("2020-01-15T10:00:00Z"));
        expiring(1, clock.instant().plus(Duration.ofDays(1)));
        clock.advance(Duration.ofDays(2));

        start(1);

        await().until(() -> !told().isEmpty());
        awaitARound();
        assertThat(told()).hasSize(1);
    }

    @Test
    void whatIsToldAgainAfterACrashIsTheSameEvent() {
        var before = database.owner()
                .sql("select expired_at from expiry_position")
                .query(Timestamp.class)
                .single();
        expiring(3, clock.instant().plus(Duration.ofDays(1)));
        clock.advance(Duration.ofDays(2));
        start(1);
        await().until(() -> told().size() == 3);

        // As a worker leaves it that dies after telling, before it could remember.
        database.owner()
                .sql("update expiry_position set expired_at = ?")
                .param(before)
                .update();

        await().until(() -> told().size() >= 6);
        assertThat(new HashSet<>(told())).hasSize(3);
    }

    private void start(int number) {
        workers = WorkerFleet.start(number, database, broker, clock);
    }

    private Outcome issue(Asker asker, String email) {
        asker.makeSigningKey(organization, database);
        return asker.issue(organization, badge, email);
    }

    /** A credential of another organization that is due after everything so far is told, so everything before it was seen. */
    private void awaitARound() {
        var marker = given.organization("free", null);
        expiring(1, marker, clock.instant());
        await().atMost(Duration.ofSeconds(30)).until(() -> told(marker).size() == 1);
    }

    private void expiring(int number, Instant at) {
        expiring(number, organization, at);
    }

    private void expiring(int number, OrganizationId of, Instant at) {
        database.owner()
                .sql("""
                        insert into credential
                            (id, short_id, organization_id, badge_id, recipient_name, recipient_email, is_public, issued_at,
                             expires_at, status_list, status_index, document)
                        select gen_random_uuid(), 'CRD-' || lpad(n::text, 8, '0'), ?, gen_random_uuid(), 'Ada',
                            'r' || n || '@example.com', true, ?, ?, 0, 0, '{}'
                        from generate_series(1, ?) n
                        """)
                .params(of.value(), Timestamp.from(at.minus(Duration.ofDays(30))), Timestamp.from(at), number)
                .update();
    }

    private List<CredentialExpired> told() {
        return told(organization);
    }

    private List<CredentialExpired> told(OrganizationId of) {
        return topics.read(Topics.CREDENTIAL_EVENTS, CredentialEvent.class).stream()
                .filter(event -> event.organizationId().equals(of))
                .filter(CredentialExpired.class::isInstance)
                .map(CredentialExpired.class::cast)
                .toList();
    }
}
