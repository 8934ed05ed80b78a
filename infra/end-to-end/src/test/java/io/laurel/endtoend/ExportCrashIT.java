package io.laurel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The worker's process is killed again and again while it takes an export. */
class ExportCrashIT {

    /** Two of the worker's chunks and a bit. */
    private static final int ROWS = 11_000;

    private static final String DOMAIN = "export.example.com";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Where the worker is held until it is killed: in the second chunk, when it makes the cohort, and when the file is moved. */
    private static final List<String> STAGES = List.of(
            "old.rows_earned > 0 and new.rows_earned > old.rows_earned",
            "old.state = 'reading' and new.state = 'taken'",
            "old.archived_at is null and new.archived_at is not null");

    private final Laurel laurel = Laurel.running();

    @Test
    void eachIsOneCredentialAndTheFileIsPutAwayOnce() throws Exception {
        var exports = laurel.folder().resolve("exports");
        try (var holder = laurel.database()) {
            prepare(holder);
            drop(exports, "crash.csv");
            for (int stage = 0; stage < STAGES.size(); stage++) {
                await().atMost(PATIENCE).until(() -> isHeld(holder));
                killWorker();
                letGo(holder, stage);
            }
        }

        await().atMost(PATIENCE)
                .until(() -> laurel.count(
                                "select count(*) from lms_file where name = ? and archived_at is not null", "crash.csv")
                        == 1);
        var job =
                "/api/v1/bulk-jobs/" + laurel.text("select cohort_id::text from lms_file where name = ?", "crash.csv");
        await().ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> laurel.getAsOrganization(job + "/reconciliation"), CohortCrashIT::balanced);

        assertThat(laurel.getAsOrganization(job).get("successful").asInt()).isEqualTo(ROWS);
        assertThat(laurel.count("select count(*) from credential where recipient_email like ?", "%@" + DOMAIN))
                .isEqualTo(ROWS);
        assertThat(laurel.count(
                        "select count(distinct recipient_email) from credential where recipient_email like ?",
                        "%@" + DOMAIN))
                .isEqualTo(ROWS);
        assertThat(laurel.count("select count(*) from lms_file where name = ?", "crash.csv"))
                .as("no entry besides, such as a repetition")
                .isEqualTo(1);
        theFileIsPutAwayOnce(exports);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(laurel.mailsByAddress(DOMAIN))
                        .hasSize(ROWS)
                        .values()
                        .containsOnly(1));
    }

    private static void theFileIsPutAwayOnce(Path exports) throws IOException {
        try (var files = Files.walk(exports)) {
            var lying = files.filter(file -> file.toString().contains("crash.csv"))
                    .sorted()
                    .toList();
            assertThat(lying)
                    .hasSize(2)
                    .allMatch(file -> exports.resolve("processed").equals(file.getParent()));
            assertThat(lying.getFirst()).hasContent(csv());
            var report = new JsonMapper().readTree(lying.getLast());
            assertThat(report.get("outcome").asString()).isEqualTo("taken");
            assertThat(report.at("/rows/read").asInt()).isEqualTo(ROWS);
            assertThat(report.at("/rows/earned").asInt()).isEqualTo(ROWS);
        }
    }

    /** Whatever the worker does at one of the stages waits for a lock that we have. */
    private static void prepare(Connection holder) throws SQLException {
        try (var statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            statement.execute("""
                    create function hold_worker() returns trigger language plpgsql security definer
                    as 'begin perform pg_advisory_xact_lock_shared(4711); return new; end'
                    """);
            statement.execute("grant execute on function hold_worker to public");
            for (int stage = 0; stage < STAGES.size(); stage++) {
                statement.execute(
                        "create trigger hold_%d before update on lms_file for each row when (%s) execute function hold_worker()"
                                .formatted(stage, STAGES.get(stage)));
            }
        }
    }

    private static boolean isHeld(Connection holder) throws SQLException {
        try (var statement = holder.createStatement();
                var waiting = statement.executeQuery(
                        "select from pg_locks where locktype = 'advisory' and objid = 4711 and not granted")) {
            return waiting.next();
        }
    }

    /** What the dead one began in the database does not come to its end; the next one gets one stage further. */
    private static void letGo(Connection holder, int stage) throws SQLException {
        try (var statement = holder.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid, 10000) from pg_locks
                    where locktype = 'advisory' and objid = 4711 and not granted
                    """);
            statement.execute("drop trigger hold_%d on lms_file".formatted(stage));
            if (stage == STAGES.size() - 1) {
                statement.execute("drop function hold_worker");
            }
        }
    }

    private void killWorker() throws IOException {
        var worker = laurel.process("worker");
        assertThat(worker.destroyForcibly()).isTrue();
        worker.onExit().join();
    }

    private static void drop(Path exports, String name) throws IOException {
        var draft = Files.writeString(exports.resolve(".draft"), csv());
        Files.move(draft, exports.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String csv() {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "Pérson %d 王,person%d@%s".formatted(row, row, DOMAIN))
                .collect(Collectors.joining("\n", "name,email\n", "\n"));
    }
}
