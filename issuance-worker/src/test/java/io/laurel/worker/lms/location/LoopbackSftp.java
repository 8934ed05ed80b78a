package io.laurel.worker.lms.location;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on this machine, and the files with which one user signs in. */
public final class LoopbackSftp implements AutoCloseable {

    public static final String USER = "laurel";

    private final Path disk;
    private final SshServer server;

    private LoopbackSftp(Path disk, SshServer server) {
        this.disk = disk;
        this.server = server;
    }

    /** Starts it on a disk, of which it shows the folder {@code home}. */
    public static LoopbackSftp start(Path disk) throws IOException, GeneralSecurityException {
        var hostKey = newKey();
        var userKey = newKey();
        var server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(Files.createDirectories(disk.resolve("home"))));
        server.start();
        var sftp = new LoopbackSftp(disk, server);
        sftp.knowHost(hostKey);
        sftp.writeKey(userKey);
        return sftp;
    }

    static KeyPair newKey() throws GeneralSecurityException {
        return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    }

    public int port() {
        return server.getPort();
    }

    public Path home() {
        return disk.resolve("home");
    }

    public Path privateKey() {
        return disk.resolve("id");
    }

    public Path knownHosts() {
        return disk.resolve("known_hosts");
    }

    void knowHost(KeyPair key) throws IOException {
        Files.writeString(
                knownHosts(), "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    }

    void writeKey(KeyPair key) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(privateKey())) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
