package io.laurel.worker.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.cohortworker.CohortWorker;
import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.SteerCohort.Move;
import io.laurel.contracts.Topics;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest(
        classes = CohortWorker.class,
        properties = {
            "server.port=0",
            CohortWorker.KEY,
            "laurel.cohort.stage-chunk=250",
            "laurel.cohort.send-chunk=100",
            "laurel.cohort.max-undecided=300",
            "laurel.cohort.look-interval=100ms",
            "laurel.cohort.retry-delay=100ms",
            "laurel.cohort.stalled-after=2s"
        })
@WithPostgres(Schema.Role.WORKER)
@WithKafka
@DirtiesContext
class CohortJobsIT {

    private final CohortJobs jobs;
    private final Cohorts cohorts;
    private final MeterRegistry metrics;
    private final TestTopics topics;
    private final TestBroker broker;
    private final TestDatabase testDatabase;
    private final JdbcClient database;
    private final Decider decider;
    private final OrganizationId organization;
    private final TestCohorts given;
    private final BadgeId badge;

    @Autowired
    CohortJobsIT(
            CohortJobs jobs,
            Cohorts cohorts,
            MeterRegistry metrics,
            TestTopics topics,
            TestBroker broker,
            TestDatabase database,
            Given given) {
        this.jobs = jobs;
        this.cohorts = cohorts;
        this.metrics = metrics;
        this.topics = topics;
        this.broker = broker;
        this.testDatabase = database;
        this.database = database.owner();
        this.decider = new Decider(this.database, broker);
        this.organization = given.organization("enterprise", 1_000_000);
        this.badge = given.badge(organization, 730);
        this.given = new TestCohorts(this.database, topics, organization);
    }

    @BeforeEach
    void run() {
        if (!jobs.isRunning()) {
            jobs.start();
        }
    }

    @AfterEach
    void stopDeciding() {
        decider.close();
    }

    @Test
    void everyRowIsStagedJudgedAndSubmitted() {
        var cohort = upload(
                "csv",
                false,
                "name,email,evidence_url,public\n"
                        + people(1, 3000)
                        + "Nobody,not-an-address\n"
                        + "\"Line\\Tab\t\"\"x\"\"\",tab@example.com\n"
                        + "Ünal 😀,UNAL@example.com,https://example.com/é?a=b,false\n");
        given.announce(cohort);
        given.awaitStatus(cohort, "completed");

        assertThat(count("select count(*) from cohort_row where cohort_id = ?", cohort))
                .isEqualTo(3003);
        assertThat(invalid(cohort)).containsOnlyKeys(3001, 3002);
        var commands = decider.arrived(cohort);
        assertThat(commands).hasSize(3001);
        assertThat(commands)
                .extracting(IssueCredential::id)
                .containsExactlyInAnyOrderElementsOf(ids(cohort, 3003, 3001, 3002));
        assertThat(commands)
                .filteredOn(command -> CommandReader.rowOf(command).row() == 3003)
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.recipient().name()).isEqualTo("Ünal 😀");
                    assertThat(command.recipient().email()).isEqualTo("unal@example.com");
                    assertThat(command.evidenceUrl()).hasToString("https://example.com/é?a=b");
                    assertThat(command.isPublic()).isFalse();
                    assertThat(command.badgeId()).isEqualTo(badge);
                    assertThat(command.replyTo()).isNull();
                });
    }

    @Test
    void aCohortAnnouncedSeveralTimesIsOneJob() {
        var cohort = upload("ndjson", false, "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}\n");
        given.announce(cohort);
        given.announce(cohort);
        given.awaitStatus(cohort, "completed");
        given.announce(cohort);
        topics.sendBytes(Topics.ISSUANCE_TASKS, null, "nonsense".getBytes(UTF_8));
        var next = upload("json", false, "{\"recipients\":[{\"name\":\"Bob\",\"email\":\"bob@example.com\"}]}");
        given.announce(next);
        given.awaitStatus(next, "completed");

        assertThat(decider.arrived(cohort)).hasSize(1);
        assertThat(executions(cohort)).isEqualTo(1);
    }

    @Test
    void aRowNamesItsLineWhereItCameAsOne() {
        var rows = "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}\n{\"name\":\n";
        var lines = upload("ndjson", true, rows);
        var list = upload("ndjson", true, rows);
        var endless = upload("ndjson", true, rows + "x".repeat(2 << 20));
        for (var cohort : List.of(list, endless)) {
            testDatabase
                    .owner()
                    .sql("update cohort_upload set has_lines = false where id = ?")
                    .param(cohort.value())
                    .update();
        }
        List.of(lines, list, endless).forEach(given::announce);
        given.awaitStatus(lines, "validated");
        given.awaitStatus(list, "validated");
        given.awaitStatus(endless, "failed");

        var has = "select count(line) from cohort_row where cohort_id = ?";
        assertThat(count(has, lines)).isEqualTo(2);
        assertThat(count(has, list)).isZero();
        assertThat(invalid(list)).hasEntrySatisfying(2, why -> assertThat(why).doesNotContain("Line"));
        assertThat(failure(endless)).startsWith("Row 3: ");
    }

    @Test
    void noMoreThanTheWindowIsUndecided() {
        decider.hold(command -> true);
        var cohort = upload("csv", false, "name,email\n" + people(1, 1000));
        given.announce(cohort);

        await().atMost(TestCohorts.SOON).until(() -> decider.arrived(cohort).size() == 300);
        await().during(Duration.ofMillis(500))
                .until(() -> decider.arrived(cohort).size() == 300);
        assertThat(given.status(cohort)).isEqualTo("processing");
        decider.resume();
        given.awaitStatus(cohort, "completed");
        assertThat(decider.arrived(cohort)).hasSize(1000);
    }

    @Test
    void aSmallCohortDoesNotWaitForALargeOne() {
        var large = upload("csv", false, "name,email\n" + people(1, 6_000));
        var small = upload("csv", false, "name,email\n" + people(1, 10));
        decider.hold(command -> Decider.cohortOf(command).equals(large));
        given.announce(large);
        await().atMost(TestCohorts.SOON).until(() -> decider.arrived(large).size() == 300);
        given.announce(small);

        given.awaitStatus(small, "completed");
        assertThat(given.status(large)).isEqualTo("processing");
        decider.resume();
        given.awaitStatus(large, "completed");
    }

    @Test
    void commandsThatAreLostAreSentAgain() {
        decider.lose(command -> CommandReader.rowOf(command).row() % 3 == 0);
        var cohort = upload("csv", false, "name,email\n" + people(1, 500));
        given.announce(cohort);

        given.awaitStatus(cohort, "completed");
        assertThat(count("select count(*) from issuance where cohort_id = ?", cohort))
                .isEqualTo(500);
    }

    @Test
    void ofOneAddressAHundredThousandTimesTheFirstCounts() {
        var cohort = upload(
                "csv",
                false,
                "name,email\n,first@example.com\n" + " Ann,ann@example.com\nAnn,Ann@Example.com \n".repeat(50_000));
        given.announce(cohort);
        given.awaitStatus(cohort, "completed");

        assertThat(decider.arrived(cohort))
                .extracting(CommandReader::rowOf)
                .singleElement()
                .satisfies(row -> assertThat(row.row()).isEqualTo(2));
        assertThat(invalid(cohort)).hasSize(100_000).containsEntry(100_001, "The address is the same as in row 2.");
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndSendsNothing() {
        credential("expired@example.com", "now() - interval '1 day'", null);
        credential("bound@example.com", "now() + interval '1 day'", null);
        credential("revoked@example.com", "now() - interval '1 day'", "now()");
        credential("never@example.com", "null", null);
        var cohort = upload("csv", true, """
                name,email
                A,expired@example.com
                B,bound@example.com
                C,revoked@example.com
                D,never@example.com
                E,new@example.com
                F,
                """);
        given.announce(cohort);
        given.awaitStatus(cohort, "validated");

        assertThat(plan(cohort))
                .containsExactly("expired", "active_time_bound", "revoked", "active_non_expiring", "new", "-");
        assertThat(decider.arrived(cohort)).isEmpty();
    }

    @Test
    void aFileThatBreaksIssuesNothing() {
        var unclosed =
                upload("csv", false, "name,email\n" + people(1, 1000) + "\"Bob,bob@example.com\n" + people(1001, 1500));
        var empty = upload("csv", false, "");
        given.announce(unclosed);
        given.announce(empty);
        given.awaitStatus(unclosed, "failed");
        given.awaitStatus(empty, "failed");

        assertThat(failure(unclosed)).contains("Line 1002", "quote");
        assertThat(failure(empty)).contains("Line 1", "empty");
        assertThat(count("select count(*) from cohort_row where cohort_id = ?", unclosed))
                .isZero();
        assertThat(decider.arrived(unclosed)).isEmpty();
    }

    @Test
    void aCohortWithoutRowsIsCompleted() {
        var cohort = upload("csv", false, "name,email\n");
        given.announce(cohort);

        given.awaitStatus(cohort, "completed");
    }

    @Test
    void aKilledWorkersCohortIsContinuedByAnother() throws IOException, InterruptedException {
        jobs.stop();
        decider.hold(command -> true);
        var cohort = upload("csv", false, "name,email\n" + people(1, 2000));
        given.announce(cohort);
        var worker = startWorker();
        try {
            await().atMost(TestCohorts.SOON).until(() -> decider.arrived(cohort).size() == 300);
        } finally {
            worker.destroyForcibly().waitFor();
        }
        jobs.start();
        decider.resume();
        given.awaitStatus(cohort, "completed");

        assertThat(new HashSet<>(decider.arrived(cohort)))
                .extracting(IssueCredential::id)
                .containsExactlyInAnyOrderElementsOf(ids(cohort, 2000));
        assertThat(decider.arrived(cohort)).hasSizeLessThanOrEqualTo(2100);
        assertThat(executions(cohort)).isEqualTo(2);
    }

    @Test
    void aKilledStagingIsContinuedWithoutDuplicates() throws IOException, InterruptedException {
        jobs.stop();
        var cohort = upload("csv", false, "name,email\n" + people(1, 40_000));
        given.announce(cohort);
        var worker = startWorker();
        try {
            await().atMost(TestCohorts.SOON).pollInterval(Duration.ofMillis(5)).until(() -> rows(cohort) >= 1000);
        } finally {
            worker.destroyForcibly().waitFor();
        }
        assertThat(rows(cohort)).isLessThan(40_000);
        database.sql("update cohort set dry_run = true where id = ?")
                .param(cohort.value())
                .update();
        jobs.start();
        given.awaitStatus(cohort, "validated");

        assertThat(rows(cohort)).isEqualTo(40_000);
        assertThat(count("select count(distinct row) from cohort_row where cohort_id = ? and invalid is null", cohort))
                .isEqualTo(40_000);
    }

    @Test
    void aStoppedInstancesCohortIsContinued() {
        var cohort = upload("csv", false, "name,email\n" + people(1, 2000));
        decider.hold(command -> true);
        given.announce(cohort);
        await().atMost(TestCohorts.SOON).until(() -> decider.arrived(cohort).size() == 300);
        jobs.stop();
        jobs.start();
        decider.resume();

        given.awaitStatus(cohort, "completed");
        assertThat(count("select count(*) from issuance where cohort_id = ?", cohort))
                .isEqualTo(2000);
    }

    @Test
    void whomThePlanLeavesOutIsSentLastByWhicheverInstance() {
        decider.hold(command -> CommandReader.rowOf(command).row() == 500);
        var cohort = planned(1000, 500);
        given.steer(cohort, Move.SUBMIT);
        await().atMost(TestCohorts.SOON).until(() -> arrivedRows(cohort).contains(500));
        await().during(Duration.ofMillis(500)).until(() -> Collections.max(arrivedRows(cohort)) == 500);
        jobs.stop();
        jobs.start();

        decider.hold(command -> CommandReader.rowOf(command).row() > 700);
        await().atMost(TestCohorts.SOON).until(() -> Collections.max(arrivedRows(cohort)) > 700);
        jobs.stop();
        jobs.start();
        decider.resume();
        given.awaitStatus(cohort, "completed");

        assertThat(new HashSet<>(decider.arrived(cohort)))
                .extracting(IssueCredential::id)
                .containsExactlyInAnyOrderElementsOf(ids(cohort, 1000));
        assertThat(count("select count(*) from issuance where cohort_id = ?", cohort))
                .isEqualTo(1000);
    }

    /** As another instance cancels it in the middle of a chunk; this one hears of it when it looks. */
    @Test
    void theEndOfACohortThatIsCancelledCountsAllThatIsStaged() throws SQLException {
        var cohort = upload("csv", false, "name,email\n" + people(1, 3000));
        try (var holding = testDatabase.as(Schema.Role.WORKER).getConnection();
                var row = holding.prepareStatement("""
                        insert into cohort_row (cohort_id, row, credential_id, is_public)
                        values (?, 1100, gen_random_uuid(), true)
                        """)) {
            holding.setAutoCommit(false);
            row.setObject(1, cohort.value());
            row.execute();
            given.announce(cohort);
            await().atMost(TestCohorts.SOON).until(() -> waiting() == 1);

            var cancelled = CompletableFuture.supplyAsync(
                    () -> cohorts.steer(new SteerCohort(cohort, organization, Move.CANCEL, 0)));
            await().atMost(TestCohorts.SOON).until(() -> waiting() == 2 || isCounted(cohort));
            holding.rollback();
            assertThat(cancelled.join()).isTrue();
        }
        await().atMost(TestCohorts.SOON).until(() -> isCounted(cohort) && running() == 0);

        assertThat(rows(cohort)).isEqualTo(1250);
        assertThat(count("select total from cohort where id = ?", cohort)).isEqualTo(1250);
    }

    @Test
    void aJobThatLosesItsDatabaseSessionsIsContinued() {
        var cohort = upload("csv", false, "name,email\n" + people(1, 5000));
        given.announce(cohort);
        await().atMost(TestCohorts.SOON).until(() -> decider.arrived(cohort).size() > 500);
        database.sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where usename = 'laurel_worker' and datname = current_database()
                        """).query(Boolean.class).list();

        given.awaitStatus(cohort, "completed");
        assertThat(count("select count(*) from issuance where cohort_id = ?", cohort))
                .isEqualTo(5000);
    }

    @Test
    void anUploadIsDeletedWhenItsRetentionHasEnded() {
        var ended = upload("csv", false, "name,email\nAnn,ann@example.com\n");
        var pending = upload("csv", false, "name,email\nAnn,ann@example.com\n");
        given.announce(ended);
        given.awaitStatus(ended, "completed");

        cohorts.deleteUploads(Duration.ofDays(1));
        assertThat(pieces(ended)).isPositive();
        cohorts.deleteUploads(Duration.ofSeconds(-1));
        assertThat(pieces(ended)).isZero();
        assertThat(pieces(pending)).isPositive();
    }

    @Test
    void theRowsOfADryRunThatNobodySubmitsAreDeletedWithTheUpload() {
        var submitted = planned(10, 5);
        given.steer(submitted, Move.SUBMIT);
        given.awaitStatus(submitted, "completed");
        // Those of other tests.
        while (cohorts.deleteDryRunRows(Duration.ofSeconds(-1), 10_000).isPresent()) {}
        var resting = planned(10, 5);

        assertThat(cohorts.deleteDryRunRows(Duration.ofDays(1), 6)).isEmpty();
        assertThat(cohorts.deleteDryRunRows(Duration.ofSeconds(-1), 6)).hasValue(6);
        assertThat(cohorts.steer(new SteerCohort(resting, organization, Move.SUBMIT, 0)))
                .isFalse();
        assertThat(cohorts.deleteDryRunRows(Duration.ofSeconds(-1), 6)).hasValue(4);
        assertThat(cohorts.deleteDryRunRows(Duration.ofSeconds(-1), 6)).isEmpty();

        assertThat(rows(resting)).isZero();
        assertThat(count("select total + successful from cohort where id = ?", resting))
                .isEqualTo(15);
        assertThat(rows(submitted)).isEqualTo(10);
    }

    private Process startWorker() throws IOException {
        var log = Path.of("target", "killed-worker.log").toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CohortWorker.class.getName(),
                        "--server.port=0",
                        "--" + CohortWorker.KEY,
                        "--spring.datasource.url=" + testDatabase.jdbcUrl(),
                        "--spring.datasource.username=" + Schema.Role.WORKER.user(),
                        "--spring.datasource.password=" + testDatabase.password(),
                        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--laurel.cohort.stage-chunk=250",
                        "--laurel.cohort.send-chunk=100",
                        "--laurel.cohort.max-undecided=300",
                        "--laurel.cohort.look-interval=100ms")
                .redirectOutput(Redirect.to(log))
                .redirectErrorStream(true)
                .start();
    }

    private static String people(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> "Person %d,person%d@example.com\n".formatted(n, n))
                .collect(Collectors.joining());
    }

    private static List<CredentialId> ids(CohortId cohort, int rows, Integer... without) {
        return IntStream.rangeClosed(1, rows)
                .filter(row -> !Arrays.asList(without).contains(row))
                .mapToObj(row -> CredentialId.ofCohortRow(cohort, row, 0))
                .toList();
    }

    private CohortId upload(String format, boolean dryRun, String text) {
        return given.upload(badge, format, dryRun, text);
    }

    private void credential(String email, String expiresAt, @Nullable String revokedAt) {
        database.sql("""
                        insert into credential
                            (id, short_id, organization_id, badge_id, recipient_name, recipient_email, is_public, issued_at,
                             expires_at, revoked_at, status_list, status_index, document)
                        values (gen_random_uuid(), 'CRD-AAAAAAAA', ?, ?, 'A', ?, true, now(), %s, %s, 0, 0, '{}')
                        """.formatted(expiresAt, revokedAt))
                .params(organization.value(), badge.value(), email)
                .update();
    }

    /** A dry run of so many rows that has ended, with some of whom the quota takes. */
    private CohortId planned(int rows, int quota) {
        database.sql("update organization set contracted_monthly_recipients = ? where id = ?")
                .params(quota, organization.value())
                .update();
        var cohort = upload("csv", true, "name,email\n" + people(1, rows));
        given.announce(cohort);
        given.awaitStatus(cohort, "validated");
        return cohort;
    }

    private double running() {
        return metrics.get("laurel.worker.cohort.jobs.running").gauge().value();
    }

    /** How many of the worker's transactions wait for somebody's lock. */
    private int waiting() {
        return database.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """).query(Integer.class).single();
    }

    private boolean isCounted(CohortId cohort) {
        return count("select count(*) from cohort where id = ? and total is not null", cohort) == 1;
    }

    private Set<Integer> arrivedRows(CohortId cohort) {
        return decider.arrived(cohort).stream()
                .map(command -> CommandReader.rowOf(command).row())
                .collect(Collectors.toSet());
    }

    private String failure(CohortId cohort) {
        return database.sql("select failure from cohort where id = ?")
                .param(cohort.value())
                .query(String.class)
                .single();
    }

    private Map<Integer, String> invalid(CohortId cohort) {
        return database
                .sql("select row, invalid from cohort_row where cohort_id = ? and invalid is not null")
                .param(cohort.value())
                .query((row, n) -> Map.entry(row.getInt("row"), row.getString("invalid")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> plan(CohortId cohort) {
        return database.sql("select coalesce(plan, '-') as plan from cohort_row where cohort_id = ? order by row")
                .param(cohort.value())
                .query((row, n) -> row.getString("plan"))
                .list();
    }

    private long rows(CohortId cohort) {
        return count("select count(*) from cohort_row where cohort_id = ?", cohort);
    }

    private long pieces(CohortId cohort) {
        return count("select count(*) from cohort_upload_piece where upload_id = ?", cohort);
    }

    private long executions(CohortId cohort) {
        return count("select count(*) from batch_job_execution_params where parameter_value = (?::uuid)::text", cohort);
    }

    private long count(String sql, CohortId cohort) {
        return database.sql(sql).param(cohort.value()).query(Long.class).single();
    }
}
