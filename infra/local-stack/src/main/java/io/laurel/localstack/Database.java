package io.laurel.localstack;

import io.laurel.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The database server. When its process ends by itself, another takes its place on the same data, however often that takes. */
final class Database implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LaurelFolder folder;
    private final Callable<PostgresServer> starter;
    private final Consumer<String> report;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watcher =
            Thread.ofPlatform().daemon().name("watch-postgres").unstarted(this::watch);
    private volatile PostgresServer server;

    private Database(LaurelFolder folder, Callable<PostgresServer> starter, Consumer<String> report) throws Exception {
        this.folder = folder;
        this.starter = starter;
        this.report = report;
        awaitEndOfConnections();
        this.server = starter.call();
    }

    /**
     * Starts the server.
     *
     * @param report is told when it ends by itself, and when it is there again
     */
    static Database start(LaurelFolder folder, Callable<PostgresServer> starter, Consumer<String> report)
            throws Exception {
        var database = new Database(folder, starter, report);
        database.watcher.start();
        return database;
    }

    PostgresServer server() {
        return server;
    }

    /** Its process, while there is one. */
    static Optional<ProcessHandle> process(LaurelFolder folder) {
        return new LeftoverPostgres(folder.postgresData()).process();
    }

    private void watch() {
        try {
            while (!isClosing(Duration.ZERO)) {
                var process = process(folder);
                while (process.isPresent() && process.get().isAlive()) {
                    if (isClosing(LOOK)) {
                        return;
                    }
                }
                report.accept("PostgreSQL ended; starting it again.");
                startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        var isReported = false;
        do {
            try {
                // Stops nothing any more, but lets the folder go.
                server.close();
                if (awaitEndOfConnections()) {
                    server = starter.call();
                    report.accept("PostgreSQL is ready again.");
                }
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!isReported) {
                    report.accept("PostgreSQL cannot be started, which is tried until it can: " + e);
                }
                isReported = true;
            }
        } while (!isClosing(REST));
    }

    /**
     * What served the connections of a killed server sees a little later that it is gone; until then no other can have the data.
     *
     * @return false when the launcher ends meanwhile
     */
    private boolean awaitEndOfConnections() throws InterruptedException {
        long begin = System.nanoTime();
        while (process(folder).isEmpty()
                && anyRuns(folder.postgresPrograms())
                && System.nanoTime() - begin < PATIENCE.toNanos()) {
            if (isClosing(LOOK)) {
                return false;
            }
        }
        return !isClosing(Duration.ZERO);
    }

    private boolean isClosing(Duration within) throws InterruptedException {
        return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean anyRuns(Path programs) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().command().orElse("").startsWith(programs.toString()));
    }

    /** A server that is just being started is awaited, to be stopped like any other. */
    @Override
    public void close() throws IOException {
        closing.countDown();
        try {
            watcher.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
