package io.laurel.worker.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Topics;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import io.laurel.worker.WorkerApplication;
import io.laurel.workerfleet.Asker;
import io.laurel.workerfleet.WorkerFleet;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A worker that is gone without a word: nobody closes its connections for it. */
@SpringJUnitConfig
@WithPostgres(Schema.Role.WORKER)
@WithKafka
class StoppedWorkerIT {

    private static final int ROWS = 5_000;
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration MOMENT = Duration.ofMillis(200);

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestBroker broker;

    @Autowired
    private TestTopics topics;

    @Test
    void aWorkerThatStopsInATransactionIsSucceeded() throws IOException, InterruptedException {
        var organization = given.organization("enterprise", null);
        var badge = given.badge(organization, null);
        var stopping = startWorker();
        try {
            await().atMost(SOON).until(() -> sessions("true") > 0);
            new Asker(topics).makeSigningKey(organization, database);
            var cohort = upload(organization, badge);
            await().atMost(SOON).until(() -> decided(cohort) > 0);
            stopWhileItHoldsLocks(stopping);
            assertThat(decided(cohort)).isLessThan(ROWS);

            try (var _ = WorkerFleet.start(1, database, broker, Clock.systemUTC())) {
                await().atMost(SOON).until(() -> status(cohort).equals("completed"));
            }
            assertThat(decided(cohort)).isEqualTo(ROWS);
        } finally {
            stopping.destroyForcibly().waitFor();
        }
    }

    private Process startWorker() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerApplication.class.getName(),
                        "--server.port=0",
                        "--laurel.worker.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "--laurel.worker.silence-with-locks=5s",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + Schema.Role.WORKER.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers())
                .redirectOutput(
                        Redirect.to(Path.of("target", "stopped-worker.log").toFile()))
                .redirectErrorStream(true)
                .start();
    }

    /** Again and again, until its silence leaves a transaction open that has written something. */
    private void stopWhileItHoldsLocks(Process worker) {
        await().pollDelay(Duration.ZERO).pollInterval(MOMENT).atMost(SOON).until(() -> {
            signal(worker, "STOP");
            if (isSilentWithLocks()) {
                return true;
            }
            signal(worker, "CONT");
            return false;
        });
    }

    private static void signal(Process worker, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    /** What it had asked for comes to its end first. */
    private boolean isSilentWithLocks() {
        await().pollDelay(Duration.ZERO).until(() -> sessions("state = 'active' and wait_event is null") == 0);
        return sessions("state = 'idle in transaction' and backend_xid is not null") > 0
                && sessions("state = 'active'") == 0;
    }

    private int sessions(String which) {
        return database.owner()
                .sql("select count(*) from pg_stat_activity where datname = current_database() and usename = ? and "
                        + which)
                .param(Schema.Role.WORKER.user())
                .query(Integer.class)
                .single();
    }

    private CohortId upload(OrganizationId organization, BadgeId badge) {
        var cohort = new CohortId(UUID.randomUUID());
        var csv = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "Person %d,person%d@example.com".formatted(row, row))
                .collect(Collectors.joining("\n", "name,email\n", "\n"))
                .getBytes(UTF_8);
        database.owner()
                .sql("""
                        insert into cohort_upload
                            (id, organization_id, badge_id, format, dry_run, fingerprint, bytes, created_at)
                        values (?, ?, ?, 'csv', false, '', ?, now())
                        """)
                .params(cohort.value(), organization.value(), badge.value(), csv.length)
                .update();
        database.owner()
                .sql("insert into cohort_upload_piece (upload_id, number, bytes) values (?, 0, ?)")
                .params(cohort.value(), csv)
                .update();
        var task = new ImportCohort(cohort, organization);
        topics.send(Topics.ISSUANCE_TASKS, task.key(), task);
        return cohort;
    }

    private int decided(CohortId cohort) {
        return database.owner()
                .sql("select count(*) from issuance where cohort_id = ?")
                .param(cohort.value())
                .query(Integer.class)
                .single();
    }

    private String status(CohortId cohort) {
        return database.owner()
                .sql("select status from cohort where id = ?")
                .param(cohort.value())
                .query(String.class)
                .single();
    }
}
