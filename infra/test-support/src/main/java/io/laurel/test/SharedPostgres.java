package io.laurel.test;

import io.laurel.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The one database server that the tests of a JVM share; each context gets a database of its own on it. */
record SharedPostgres(String host, int port, String user, String password) {

    private static final String IMAGE = "postgres:18";

    static final SharedPostgres INSTANCE = DockerEngine.answers() ? container() : embedded();

    PGSimpleDataSource owner(String database) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Lives until the JVM ends; Testcontainers then removes it. */
    @SuppressWarnings("resource")
    private static SharedPostgres container() {
        var container = new PostgreSQLContainer(IMAGE);
        container.start();
        return new SharedPostgres(
                container.getHost(), container.getFirstMappedPort(), container.getUsername(), container.getPassword());
    }

    private static SharedPostgres embedded() {
        try {
            var folder = TemporaryFolder.create("postgres");
            var server = PostgresServer.start(
                    folder.resolve("data"),
                    Files.createDirectories(folder.resolve("binaries")),
                    0,
                    folder.resolve("postgres.log"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                TemporaryFolder.delete(folder);
            }));
            return new SharedPostgres("localhost", server.port(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
