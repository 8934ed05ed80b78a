package io.laurel.worker.lms.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a real SFTP server on this machine. */
class SftpLocationIT extends LocationCases {

    @TempDir
    private Path disk;

    private Path folder;
    private LoopbackSftp server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        server = LoopbackSftp.start(disk);
        folder = Files.createDirectories(server.home().resolve("out"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aHostThatIsNotKnownOrHasAnotherKeyIsRefused() throws IOException, GeneralSecurityException {
        server.knowHost(LoopbackSftp.newKey());
        assertThatThrownBy(() -> open().close()).isInstanceOf(IOException.class);
        Files.writeString(server.knownHosts(), "");
        assertThatThrownBy(() -> open().close()).isInstanceOf(IOException.class);
    }

    @Test
    void whoHasAnotherKeyIsNotLetIn() throws IOException, GeneralSecurityException {
        server.writeKey(LoopbackSftp.newKey());
        assertThatThrownBy(() -> open().close()).isInstanceOf(IOException.class);
    }

    /** The worker that moved it died before it saw that another file had taken the place of the one to be moved. */
    @Test
    void aFileThatWasMovedInAnothersPlaceGoesBack() throws IOException {
        drop("a.csv", "old");
        try (var location = open()) {
            var file = location.list(_ -> true).getFirst();
            Files.delete(folder.resolve("a.csv"));
            drop("processed/1-a.csv", "newer");

            assertThat(location.move(file, "processed/1-a.csv")).isFalse();
        }
        assertThat(lying()).containsExactly("a.csv");
        assertThat(read("a.csv")).isEqualTo("newer");
    }

    @Override
    Location open() throws IOException {
        return SftpLocation.open(
                "127.0.0.1", server.port(), LoopbackSftp.USER, server.privateKey(), server.knownHosts(), "/out");
    }

    @Override
    void drop(String path, String text) throws IOException {
        DirectoryLocationIT.drop(folder, path, text);
    }

    @Override
    void replace(String name, String text) throws IOException {
        drop(name, text);
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Override
    String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    @Override
    List<String> lying() throws IOException {
        return DirectoryLocationIT.lying(folder);
    }
}
