package io.laurel.localstack;

import io.laurel.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The database server. When its process ends by itself, another takes its place on the same data. */
final class Database implements AutoCloseable {

    private final LaurelFolder folder;
    private final Callable<PostgresServer> starter;
    private final Consumer<String> report;
    private PostgresServer server;
    private boolean stopping;

    private Database(LaurelFolder folder, Callable<PostgresServer> starter, Consumer<String> report) throws Exception {
        this.folder = folder;
        this.starter = starter;
        this.report = report;
        this.server = startServer();
    }

    /**
     * Starts the server.
     *
     * @param report is told when it ends by itself, and when it is there again
     */
    static Database start(LaurelFolder folder, Callable<PostgresServer> starter, Consumer<String> report)
            throws Exception {
        var database = new Database(folder, starter, report);
        Thread.ofPlatform().daemon().name("watch-postgres").start(database::watch);
        return database;
    }

    synchronized PostgresServer server() {
        return server;
    }

    /** Its process, while there is one. */
    static Optional<ProcessHandle> process(LaurelFolder folder) {
        return new LeftoverPostgres(folder.postgresData()).process();
    }

    private void watch() {
        try {
            while (true) {
                process(folder).ifPresent(process -> process.onExit().join());
                if (!startAgain()) {
                    return;
                }
            }
        } catch (Exception e) {
            report.accept("PostgreSQL cannot be started again: " + e);
        }
    }

    private synchronized boolean startAgain() throws Exception {
        if (stopping) {
            return false;
        }
        report.accept("PostgreSQL ended; starting it again.");
        // Stops nothing any more, but lets the folder go.
        server.close();
        server = startServer();
        report.accept("PostgreSQL is ready again.");
        return true;
    }

    /** What served the connections of a killed server sees a little later that it is gone; until then no other can have the data. */
    private PostgresServer startServer() throws Exception {
        while (process(folder).isEmpty() && anyRuns(folder.postgresPrograms())) {
            Thread.sleep(50);
        }
        return starter.call();
    }

    private static boolean anyRuns(Path programs) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().command().orElse("").startsWith(programs.toString()));
    }

    @Override
    public synchronized void close() throws IOException {
        stopping = true;
        server.close();
    }
}
