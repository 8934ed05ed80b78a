package io.laurel.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A real PostgreSQL with its data in a folder. Every commit reaches the disk (fsync), as in production. A server that an
 * earlier, killed program left running on the folder is taken over.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String OWNER = "postgres";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server; the folder is initialised first where it is empty.
     *
     * @param data keeps the data
     * @param binaries where the server's programs are unpacked, once
     * @param port 0 for any free one
     * @param log what the server prints
     * @throws IOException when it does not start within a minute
     */
    public static PostgresServer start(Path data, Path binaries, int port, Path log) throws IOException {
        var output = Redirect.appendTo(log.toFile());
        return new PostgresServer(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("wal_compression", "off")
                .setServerConfig("timezone", "UTC")
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setPGStartupWait(Duration.ofMinutes(1))
                .setRegisterShutdownHook(false)
                .start());
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port(), database);
    }

    /** Connects as the owner of everything. */
    public DataSource owner(String database) {
        return server.getDatabase(OWNER, database);
    }

    /** Creates the database unless it is there. */
    public void createDatabase(String name) throws SQLException {
        try (var connection = owner(OWNER).getConnection();
                var query = connection.prepareStatement("select from pg_database where datname = ?");
                var statement = connection.createStatement()) {
            query.setString(1, name);
            if (!query.executeQuery().next()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
