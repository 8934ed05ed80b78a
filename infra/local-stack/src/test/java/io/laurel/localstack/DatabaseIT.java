package io.laurel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger starts = new AtomicInteger();
    private LaurelFolder folder = new LaurelFolder(Path.of(""));

    @BeforeEach
    void folder(@TempDir Path path) throws IOException {
        folder = new LaurelFolder(path);
        folder.create();
    }

    @Test
    void aStartThatFailsIsRepeatedAndTheNextServerIsWatchedToo() throws Exception {
        try (var database = Database.start(folder, this::startOrFail, reports::add)) {
            database.server().createDatabase("kept");
            for (var readyAgain = 1; readyAgain <= 2; readyAgain++) {
                kill();
                var times = readyAgain;
                await().atMost(SOON).until(() -> isReportedTimes("PostgreSQL is ready again.", times));
            }
            try (var connection = database.server().owner("kept").getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
        assertThat(Database.process(folder)).isEmpty();
        assertThat(starts).hasValue(4);
        assertThat(reports).anyMatch(line -> line.contains("no memory"));
    }

    @Test
    void theLauncherEndsWhileAConnectionOfAKilledServerDoesNot() throws Exception {
        var database = Database.start(folder, this::start, reports::add);
        var sleep = Files.copy(Path.of("/bin/sleep"), folder.postgresPrograms().resolve("sleep"));
        var connection = new ProcessBuilder(sleep.toString(), "600").start();
        try {
            kill();
            await().atMost(SOON).until(() -> isReportedTimes("PostgreSQL ended; starting it again.", 1));
            CompletableFuture.runAsync(() -> close(database)).get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(connection.isAlive()).isTrue();
            assertThat(starts).hasValue(1);
        } finally {
            connection.destroyForcibly();
        }
    }

    private PostgresServer start() throws IOException {
        starts.incrementAndGet();
        return PostgresServer.start(
                folder.postgresData(),
                folder.postgresPrograms(),
                0,
                folder.logs().resolve("postgres.log"));
    }

    private PostgresServer startOrFail() throws IOException {
        if (starts.compareAndSet(1, 2)) {
            throw new IOException("no memory");
        }
        return start();
    }

    private void kill() {
        var process = Database.process(folder).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private boolean isReportedTimes(String line, int times) {
        return reports.stream().filter(line::equals).count() == times;
    }

    private static void close(Database database) {
        try {
            database.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
