package io.laurel.worker.lms.location;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of an SFTP server whose host key is known. A version there is as fine as the server's clock: mostly a second. */
public final class SftpLocation implements Location {

    private static final Logger log = LoggerFactory.getLogger(SftpLocation.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Stands for bytes that are no character: such a name leads to no file. */
    private static final char UNDECODED = '\uFFFD';

    private final SshClient client;
    private final ClientSession session;
    private final SftpClient sftp;
    private final String folder;

    private SftpLocation(SshClient client, ClientSession session, SftpClient sftp, String folder) {
        this.client = client;
        this.session = session;
        this.sftp = sftp;
        this.folder = folder;
    }

    /**
     * Signs in.
     *
     * @param knownHosts as OpenSSH writes it; a server that is not in it, or has another key, is refused
     */
    public static SftpLocation open(String host, int port, String user, Path privateKey, Path knownHosts, String folder)
            throws IOException {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
        client.setKeyIdentityProvider(new FileKeyPairProvider(privateKey));
        client.start();
        try {
            var session = client.connect(user, host, port).verify(PATIENCE).getClientSession();
            session.auth().verify(PATIENCE);
            return new SftpLocation(
                    client, session, SftpClientFactory.instance().createSftpClient(session), folder);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw e;
        }
    }

    @Override
    public List<Arrival> list(Predicate<String> wanted) throws IOException {
        var found = new ArrayList<Arrival>();
        String unsayable = null;
        for (var entry : sftp.readDir(folder)) {
            if (found.size() == MOST_LISTED) {
                break;
            }
            if (!entry.getAttributes().isRegularFile() || !wanted.test(entry.getFilename())) {
                continue;
            }
            if (entry.getFilename().indexOf(UNDECODED) < 0) {
                found.add(arrival(entry.getFilename(), entry.getAttributes()));
            } else {
                unsayable = entry.getFilename();
            }
        }
        if (unsayable != null) {
            log.atWarn().addKeyValue("file", unsayable).log("A file is passed over: its name is not in UTF-8");
        }
        return found;
    }

    @Override
    public void reach() throws IOException {
        sftp.stat(folder);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return sftp.read(path(name));
    }

    @Override
    public boolean isStill(Arrival file) throws IOException {
        return isStill(file, file.name());
    }

    private boolean exists(String path) throws IOException {
        return look(path).isPresent();
    }

    @Override
    public boolean move(Arrival file, String path) throws IOException {
        if (isStill(file, file.name())) {
            makeFolder(path);
            sftp.rename(path(file.name()), path(path));
        }
        if (isStill(file, path)) {
            return true;
        }
        if (exists(path)) {
            // Written anew in the moment before it was moved, by us or by who died then: it goes back, to be found like
            // any other.
            sftp.rename(path(path), path(exists(file.name()) ? again(file) : file.name()));
        }
        return false;
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
        makeFolder(path);
        var draft = path + "." + UUID.randomUUID() + ".draft";
        try (var out = sftp.write(path(draft))) {
            out.write(bytes);
        }
        delete(path);
        sftp.rename(path(draft), path(path));
    }

    @Override
    public void delete(String name) throws IOException {
        if (exists(name)) {
            sftp.remove(path(name));
        }
    }

    @Override
    public void close() throws IOException {
        try (session;
                sftp) {
            // Closed in their order.
        } finally {
            client.stop();
        }
    }

    private void makeFolder(String path) throws IOException {
        var parent = path.substring(0, path.lastIndexOf('/'));
        if (look(parent).isEmpty()) {
            sftp.mkdir(path(parent));
        }
    }

    private boolean isStill(Arrival file, String path) throws IOException {
        return look(path)
                .map(now -> arrival(file.name(), now).version())
                .filter(file.version()::equals)
                .isPresent();
    }

    private Optional<Attributes> look(String path) throws IOException {
        try {
            return Optional.of(sftp.lstat(path(path)));
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private String path(String below) {
        return folder + "/" + below;
    }

    private static Arrival arrival(String name, Attributes seen) {
        var modified = seen.getModifyTime().toInstant();
        return new Arrival(name, seen.getSize(), modified, seen.getSize() + "/" + modified.getEpochSecond());
    }

    private static String again(Arrival file) {
        return UUID.randomUUID().toString().substring(0, 8) + "-" + file.name();
    }
}
