package io.laurel.worker.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortCompleted;
import io.laurel.contracts.CohortCompleted.Counts;
import io.laurel.contracts.CohortCompleted.Status;
import io.laurel.contracts.CohortEvent;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** When cohorts end, it is told once, with what became of their rows. Three workers could tell it. */
@SpringJUnitConfig(OwnClock.class)
@WithPostgres(Schema.Role.WORKER)
@WithKafka
class CohortEndIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private MovableClock clock;

    private static WorkerFleet workers;

    private Asker asker;
    private OrganizationId organization;
    private BadgeId permanent;
    private BadgeId expiring;

    @BeforeAll
    static void start(@Autowired TestDatabase database, @Autowired TestBroker broker, @Autowired MovableClock clock) {
        workers = WorkerFleet.start(3, database, broker, clock);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @BeforeEach
    void prepare() {
        asker = new Asker(topics);
        organization = given.organization("enterprise", 3);
        permanent = given.badge(organization, null);
        expiring = given.badge(organization, 30);
        asker.makeSigningKey(organization, database);
    }

    @Test
    void aCompletedCohortIsToldOnceWithItsCounts() {
        asker.issue(organization, expiring, "renewed@example.com");
        var cohort = importing(expiring, false, """
                name,email
                Ann,renewed@example.com
                Bob,new@example.com
                Bob,new@example.com
                ,nobody@example.com
                Cleo,cleo@example.com
                Dora,over.quota@example.com
                """);

        var ended = awaitEnd(cohort);

        assertThat(ended.status()).isEqualTo(Status.COMPLETED);
        assertThat(ended.counts()).isEqualTo(new Counts(6, 3, 1, 0, 1, 2));
        assertThat(ended.organizationId()).isEqualTo(organization);
        assertThat(ended.badgeId()).isEqualTo(expiring);
        assertThat(ended.failure()).isNull();
        assertThat(ended.finishedAt()).isEqualTo(clock.instant());
        assertNoOtherIsToldThan(ended);
    }

    @Test
    void whoHoldsTheBadgeForGoodIsSkipped() {
        asker.issue(organization, permanent, "held@example.com");

        var ended = awaitEnd(importing(permanent, false, "name,email\nAnn,held@example.com\nBob,new@example.com\n"));

        assertThat(ended.counts()).isEqualTo(new Counts(2, 1, 0, 1, 0, 0));
    }

    @Test
    void anUploadThatIsUnusableIsToldWithItsReason() {
        var ended = awaitEnd(importing(expiring, false, "name,email\n\"Ann,ann@example.com\n"));

        assertThat(ended.status()).isEqualTo(Status.FAILED);
        assertThat(ended.failure()).contains("quote");
        assertThat(ended.counts()).isEqualTo(new Counts(0, 0, 0, 0, 0, 0));
    }

    @Test
    void aCohortThatSomeoneCancelsIsTold() {
        var cohort = new CohortId(UUID.randomUUID());
        database.owner()
                .sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at, finished_at)
                        values (?, ?, ?, false, 'cancelled', now(), now())
                        """)
                .params(cohort.value(), organization.value(), expiring.value())
                .update();

        var ended = awaitEnd(cohort);

        assertThat(ended.status()).isEqualTo(Status.CANCELLED);
        assertThat(ended.startedAt()).isNull();
    }

    @Test
    void aDryRunIsNotTold() {
        var dry = importing(expiring, true, "name,email\nAnn,ann@example.com\n");
        var broken = importing(expiring, true, "name,email\n\"Ann,ann@example.com\n");
        await().atMost(TestCohorts.SOON).until(() -> isEnded(dry) && isEnded(broken));

        assertNoOtherIsToldThan(awaitEnd(importing(expiring, false, "name,email\n")));
        assertThat(toldOf(dry)).isEmpty();
        assertThat(toldOf(broken)).isEmpty();
    }

    @Test
    void whatIsToldAgainAfterACrashIsTheSameEvent() {
        var first = awaitEnd(importing(expiring, false, "name,email\nAnn,ann@example.com\n"));

        // As a worker leaves it that dies after telling, before it could say so.
        database.owner()
                .sql("update cohort set end_told_at = null where id = ?")
                .param(first.cohortId().value())
                .update();

        await().atMost(TestCohorts.SOON).until(() -> toldOf(first.cohortId()).size() == 2);
        assertThat(toldOf(first.cohortId())).containsOnly(first);
    }

    private CohortId importing(BadgeId badge, boolean dryRun, String csv) {
        return new TestCohorts(database.owner(), topics, organization).importing(badge, dryRun, csv);
    }

    private CohortCompleted awaitEnd(CohortId cohort) {
        await().atMost(TestCohorts.SOON).until(() -> !toldOf(cohort).isEmpty());
        return toldOf(cohort).getFirst();
    }

    /** A cohort that ends later is told later, so whatever else there was to tell of this one has been told. */
    private void assertNoOtherIsToldThan(CohortCompleted ended) {
        clock.advance(Duration.ofSeconds(1));
        awaitEnd(importing(permanent, false, "name,email\n"));
        assertThat(toldOf(ended.cohortId())).containsExactly(ended);
    }

    private List<CohortCompleted> toldOf(CohortId cohort) {
        return topics.read(Topics.COHORT_EVENTS, CohortEvent.class).stream()
                .filter(event -> event.cohortId().equals(cohort))
                .map(CohortCompleted.class::cast)
                .toList();
    }

    private boolean isEnded(CohortId cohort) {
        return database.owner()
                .sql("select exists (select from cohort where id = ? and finished_at is not null)")
                .param(cohort.value())
                .query(Boolean.class)
                .single();
    }
}
