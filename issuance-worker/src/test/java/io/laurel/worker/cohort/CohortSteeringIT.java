package io.laurel.worker.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortCompleted;
import io.laurel.contracts.CohortEvent;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.SteerCohort.Move;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** What can be done to a cohort after its upload, with two whole workers that either may do it. */
@SpringJUnitConfig(OwnClock.class)
@WithPostgres(Schema.Role.WORKER)
@WithKafka
class CohortSteeringIT {

    private static WorkerFleet workers;

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private MovableClock clock;

    private Asker asker;
    private OrganizationId organization;
    private BadgeId permanent;
    private BadgeId expiring;
    private TestCohorts cohorts;

    @BeforeAll
    static void start(@Autowired TestDatabase database, @Autowired TestBroker broker, @Autowired MovableClock clock) {
        workers = WorkerFleet.start(2, database, broker, clock);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @BeforeEach
    void prepare() {
        asker = new Asker(topics);
        organization = given.organization("enterprise", 1_000_000);
        permanent = given.badge(organization, null);
        expiring = given.badge(organization, 30);
        asker.makeSigningKey(organization, database);
        cohorts = new TestCohorts(database.owner(), topics, organization);
    }

    @Test
    void aDryRunThatIsSubmittedIsIssuedAsPlannedAndDriftKeepsBothStates() {
        asker.issue(organization, expiring, "bound@example.com");
        var cohort = cohorts.importing(expiring, true, """
                name,email
                Ann,ann@example.com
                Bob,bound@example.com
                Cleo,cleo@example.com
                ,nobody@example.com
                """);
        cohorts.awaitStatus(cohort, "validated");
        asker.issue(organization, expiring, "cleo@example.com");

        cohorts.steer(cohort, Move.SUBMIT);
        cohorts.awaitStatus(cohort, "completed");

        assertThat(rows(cohort))
                .containsExactly(
                        "1 new, NEW",
                        "2 active_time_bound, ACTIVE_TIME_BOUND",
                        "3 new, ACTIVE_TIME_BOUND",
                        "4 invalid");
        assertThat(credentials("ann@example.com")).isEqualTo(1);
        assertThat(counted(cohort)).isEqualTo("4 1 3 2 0 0 drift 1");
    }

    @Test
    void aDryRunPlansTheQuotaInTheOrderOfTheRows() {
        contract(2);
        asker.issue(organization, expiring, "counted@example.com");
        var cohort = cohorts.importing(expiring, true, """
                name,email
                Ann,ann@example.com
                Bob,counted@example.com
                Cleo,cleo@example.com
                """);
        cohorts.awaitStatus(cohort, "validated");
        assertThat(counted(cohort)).isEqualTo("3 0 2 1 0 1 drift 0");
        cohorts.steer(cohort, Move.SUBMIT);
        cohorts.awaitStatus(cohort, "completed");

        assertThat(counted(cohort)).isEqualTo("3 0 2 1 0 1 drift 0");
        assertThat(rows(cohort))
                .containsExactly("1 new, NEW", "2 active_time_bound, ACTIVE_TIME_BOUND", "3 over_quota, OVER_QUOTA");
    }

    /** They travel on many partitions: sent all at once, each would have what is left of the quota as it comes. */
    @Test
    void whomThePlanLeavesOutTakesNobodysPlace() {
        contract(300);
        var cohort = cohorts.importing(expiring, true, "name,email\n" + people(700));
        cohorts.awaitStatus(cohort, "validated");
        assertThat(counted(cohort)).isEqualTo("700 0 300 0 0 400 drift 0");

        cohorts.steer(cohort, Move.SUBMIT);
        cohorts.awaitStatus(cohort, "completed");

        assertThat(counted(cohort)).isEqualTo("700 0 300 0 0 400 drift 0");
        assertThat(rows(cohort))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 700)
                        .mapToObj(row -> row + (row <= 300 ? " new, NEW" : " over_quota, OVER_QUOTA"))
                        .toList());
    }

    @Test
    void aRowThatIsRefusedForAnotherReasonHasNotDrifted() {
        var cohort = cohorts.importing(expiring, true, "name,email\n" + people(3));
        cohorts.awaitStatus(cohort, "validated");
        database.owner()
                .sql("update badge set is_active = false where id = ?")
                .param(expiring.value())
                .update();
        cohorts.steer(cohort, Move.SUBMIT);
        cohorts.awaitStatus(cohort, "completed");

        assertThat(rows(cohort))
                .containsExactly("1 new, BADGE_INACTIVE", "2 new, BADGE_INACTIVE", "3 new, BADGE_INACTIVE");
        assertThat(counted(cohort)).isEqualTo("3 0 0 0 0 3 drift 0");
    }

    @Test
    void onlyTheFailedRowsAreRetriedAndTheCohortEndsAgain() {
        contract(1);
        asker.issue(organization, permanent, "held@example.com");
        var cohort = cohorts.importing(permanent, false, """
                name,email
                Ann,ann@example.com
                Bob,held@example.com
                Cleo,cleo@example.com
                """);
        cohorts.awaitStatus(cohort, "completed");
        await().atMost(TestCohorts.SOON).until(() -> ends(cohort).size() == 1);
        assertThat(ends(cohort).getFirst().counts()).isEqualTo(new CohortCompleted.Counts(3, 0, 0, 1, 2, 0));

        contract(2);
        // As a pause leaves it that comes while the last rows are counted.
        database.owner()
                .sql("update cohort set paused_at = now() where id = ?")
                .param(cohort.value())
                .update();
        cohorts.steer(cohort, Move.RETRY);
        await().atMost(TestCohorts.SOON).until(() -> ends(cohort).size() == 2);
        assertThat(ends(cohort).getLast().counts()).isEqualTo(new CohortCompleted.Counts(3, 1, 0, 1, 1, 0));

        contract(3);
        var retry = new SteerCohort(cohort, organization, Move.RETRY, 1);
        cohorts.send(retry);
        cohorts.send(retry);
        await().atMost(TestCohorts.SOON).until(() -> ends(cohort).size() == 3);
        assertThat(ends(cohort).getLast().counts()).isEqualTo(new CohortCompleted.Counts(3, 2, 0, 1, 0, 0));
        assertThat(rows(cohort)).containsExactly("1 NEW", "2 ACTIVE_NON_EXPIRING", "3 NEW");
        assertThat(tallied(cohort)).isEqualTo(3);
    }

    @Test
    void aPausedCohortStandsStillUntilItIsResumed() {
        var cohort = cohorts.upload(expiring, "csv", false, "name,email\n" + people(6_000));
        cohorts.announce(cohort);
        await().atMost(TestCohorts.SOON).until(() -> decided(cohort) > 0);
        cohorts.steer(cohort, Move.PAUSE);
        await().atMost(TestCohorts.SOON).until(() -> isPaused(cohort));
        // What is on the road is decided still; when nothing has been for a second, nothing more is sent.
        await().atMost(TestCohorts.SOON).during(Duration.ofSeconds(1)).until(() -> decided(cohort), this::isUnchanged);
        assertThat(decided(cohort)).isLessThan(6_000);
        assertThat(cohorts.status(cohort)).isEqualTo("processing");
        clock.advance(Duration.ofMinutes(10));

        cohorts.steer(cohort, Move.RESUME);
        cohorts.awaitStatus(cohort, "completed");
        assertThat(decided(cohort)).isEqualTo(6_000);
        assertThat(count("select extract(epoch from paused_for) from cohort where id = ?", cohort.value()))
                .isEqualTo(600);
    }

    @Test
    void ofACancelledCohortWhatIsNotDecidedIsLeftOut() {
        var cohort = cohorts.upload(expiring, "csv", false, "name,email\n" + people(6_000));
        cohorts.announce(cohort);
        await().atMost(TestCohorts.SOON).until(() -> decided(cohort) > 0);
        cohorts.steer(cohort, Move.CANCEL);
        cohorts.awaitStatus(cohort, "cancelled");
        var issued = issued(cohort);
        await().atMost(TestCohorts.SOON).until(() -> ends(cohort).size() == 1);

        assertThat(issued).isBetween(1L, 5_999L);
        assertThat(ends(cohort).getFirst().counts()).isEqualTo(new CohortCompleted.Counts(6_000, issued, 0, 0, 0, 0));
        cohorts.steer(cohort, Move.RESUME);
        // A cohort of ten that ends after it: had anything of it gone on, it would have by now.
        cohorts.awaitStatus(cohorts.importing(expiring, false, "name,email\n" + people(10)), "completed");
        assertThat(issued(cohort)).isEqualTo(issued);
        assertThat(cohorts.status(cohort)).isEqualTo("cancelled");
    }

    @Test
    void aCohortIsCancelledBeforeItsImportIsAskedFor() {
        var cohort = cohorts.upload(expiring, "csv", false, "name,email\n" + people(3));
        cohorts.send(new SteerCohort(cohort, organization, Move.CANCEL, 0));
        cohorts.awaitStatus(cohort, "cancelled");
        cohorts.announce(cohort);
        cohorts.awaitStatus(cohorts.importing(expiring, false, "name,email\nAnn,ann@example.com\n"), "completed");

        assertThat(cohorts.status(cohort)).isEqualTo("cancelled");
        assertThat(credentials("person1@example.com")).isZero();
    }

    @Test
    void whatDoesNotFitTheStateChangesNothing() {
        var cohort = cohorts.importing(expiring, false, "name,email\n" + people(1));
        cohorts.awaitStatus(cohort, "completed");
        for (var move : List.of(Move.SUBMIT, Move.PAUSE, Move.RESUME, Move.CANCEL)) {
            cohorts.steer(cohort, move);
        }
        cohorts.send(new SteerCohort(cohort, new OrganizationId(UUID.randomUUID()), Move.RETRY, 0));
        cohorts.send(new SteerCohort(cohort, organization, Move.RETRY, 7));
        cohorts.awaitStatus(cohorts.importing(expiring, false, "name,email\n" + people(1)), "completed");

        assertThat(cohorts.status(cohort)).isEqualTo("completed");
        assertThat(isPaused(cohort)).isFalse();
        assertThat(credentials("person1@example.com")).isEqualTo(2);
    }

    private long unchanged = -1;

    private boolean isUnchanged(long decided) {
        var same = decided == unchanged;
        unchanged = decided;
        return same;
    }

    private static String people(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> "Person %d,person%d@example.com\n".formatted(n, n))
                .collect(Collectors.joining());
    }

    private void contract(int recipients) {
        database.owner()
                .sql("update organization set contracted_monthly_recipients = ? where id = ?")
                .params(recipients, organization.value())
                .update();
    }

    /** Each row with what was for it, if anything, and what it ended as. */
    private List<String> rows(CohortId cohort) {
        return database.owner()
                .sql("""
                        select r.row, case when r.invalid is null then coalesce(r.plan || ', ', '') ||
                            coalesce(i.supersession, i.rejection, 'undecided') else 'invalid' end as ended
                        from cohort_row r left join issuance i on i.id = r.credential_id and r.invalid is null
                        where r.cohort_id = ? order by r.row
                        """)
                .param(cohort.value())
                .query((row, n) -> row.getInt("row") + " " + row.getString("ended"))
                .list();
    }

    private String counted(CohortId cohort) {
        return database.owner()
                .sql("""
                        select concat_ws(' ', total, invalid, successful, renewed, skipped, failed, 'drift', drift) as counts
                        from cohort where id = ?
                        """)
                .param(cohort.value())
                .query((row, n) -> row.getString("counts"))
                .single();
    }

    private long credentials(String email) {
        return count(
                "select count(*) from credential where recipient_email = ? and organization_id = ?",
                email,
                organization.value());
    }

    private long decided(CohortId cohort) {
        return count("select count(*) from issuance where cohort_id = ?", cohort.value());
    }

    private long issued(CohortId cohort) {
        return count("select count(*) from issuance where cohort_id = ? and rejection is null", cohort.value());
    }

    private long tallied(CohortId cohort) {
        return count(
                "select sum(issued + renewed + skipped + failed) from cohort_tally where cohort_id = ?",
                cohort.value());
    }

    private boolean isPaused(CohortId cohort) {
        return count("select count(*) from cohort where id = ? and paused_at is not null", cohort.value()) == 1;
    }

    private long count(String sql, Object... params) {
        return database.owner().sql(sql).params(params).query(Long.class).single();
    }

    private List<CohortCompleted> ends(CohortId cohort) {
        return topics.read(Topics.COHORT_EVENTS, CohortEvent.class).stream()
                .filter(event -> event.cohortId().equals(cohort))
                .map(CohortCompleted.class::cast)
                .toList();
    }
}
