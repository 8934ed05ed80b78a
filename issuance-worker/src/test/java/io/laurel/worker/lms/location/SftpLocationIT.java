package io.laurel.worker.lms.location;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of a real SFTP server on this machine. */
class SftpLocationIT {

    @TempDir
    private Path disk;

    private Path folder;
    private KeyPair hostKey;
    private KeyPair userKey;
    private SshServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        folder = Files.createDirectories(disk.resolve("home/out"));
        hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        userKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("laurel") && KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(disk.resolve("home")));
        server.start();
        knowHost(hostKey);
        writeKey(userKey);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    @Test
    void filesAreListedReadAndPutAway() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "name,email\n");
        Files.createDirectory(folder.resolve("folder.csv"));
        try (var location = open("laurel")) {
            assertThat(location.list()).extracting(Arrival::name).containsExactly("a.csv");
            var file = location.list().getFirst();
            assertThat(file.bytes()).isEqualTo(11);
            try (var bytes = location.open("a.csv")) {
                assertThat(bytes.readAllBytes()).asString(UTF_8).isEqualTo("name,email\n");
            }

            location.write("processed/b.csv.report.json", "{}".getBytes(UTF_8));
            location.write("processed/b.csv.report.json", "{1}".getBytes(UTF_8));
            assertThat(location.exists("processed/b.csv")).isFalse();
            assertThat(location.move(file, "processed/b.csv")).isTrue();
            assertThat(location.exists("processed/b.csv")).isTrue();
            assertThat(location.move(file, "processed/b.csv")).isFalse();
            location.delete("not-there.done");
        }
        assertThat(folder.resolve("processed/b.csv")).hasContent("name,email\n");
        assertThat(folder.resolve("processed/b.csv.report.json")).hasContent("{1}");
        try (var files = Files.list(folder.resolve("processed"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aFileThatTookItsPlaceStays() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "old");
        try (var location = open("laurel")) {
            var file = location.list().getFirst();
            Files.writeString(folder.resolve("a.csv"), "new");
            Files.setLastModifiedTime(folder.resolve("a.csv"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

            assertThat(location.move(file, "processed/a.csv")).isFalse();
        }
        assertThat(folder.resolve("a.csv")).hasContent("new");
    }

    @Test
    void aHostThatIsNotKnownOrHasAnotherKeyIsRefused() throws IOException, GeneralSecurityException {
        knowHost(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256));
        assertThatThrownBy(() -> open("laurel").close()).isInstanceOf(IOException.class);
        Files.writeString(disk.resolve("known_hosts"), "");
        assertThatThrownBy(() -> open("laurel").close()).isInstanceOf(IOException.class);
    }

    @Test
    void whoHasAnotherKeyIsNotLetIn() throws IOException, GeneralSecurityException {
        writeKey(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256));
        assertThatThrownBy(() -> open("laurel").close()).isInstanceOf(IOException.class);
    }

    private SftpLocation open(String user) throws IOException {
        return SftpLocation.open(
                "127.0.0.1", server.getPort(), user, disk.resolve("id"), disk.resolve("known_hosts"), "/out");
    }

    private void knowHost(KeyPair key) throws IOException {
        Files.writeString(
                disk.resolve("known_hosts"),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    }

    private void writeKey(KeyPair key) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(disk.resolve("id"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
    }
}
