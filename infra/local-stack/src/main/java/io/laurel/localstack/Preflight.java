package io.laurel.localstack;

import io.laurel.localstack.Options.Port;
import io.laurel.localstack.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/** Finds out before anything starts why it could not, and says so in one line. */
final class Preflight {

    static final int JAVA = 25;
    private static final long LEAST_SPACE = 1L << 30;

    private final Options options;

    Preflight(Options options) {
        this.options = options;
    }

    static void checkJava(int feature) {
        if (feature < JAVA) {
            throw new Problem("Laurel needs Java " + JAVA + ", this is Java " + feature + ". Install a JDK " + JAVA
                    + " (for example Temurin " + JAVA + ") and run ./mvnw again.");
        }
    }

    void checkDisk() throws IOException {
        long space = Files.getFileStore(options.folder()).getUsableSpace();
        if (space < LEAST_SPACE) {
            throw new Problem(
                    "Only %d MB are free where %s is; at least %d MB are needed. Free some, or choose another folder: --data=FOLDER"
                            .formatted(space >> 20, options.folder(), LEAST_SPACE >> 20));
        }
    }

    /** A killed launcher's services stop by themselves, but not at once. */
    void awaitEndOfEarlierServices(List<String> names) throws IOException, InterruptedException {
        for (var name : names) {
            ServiceProcess.awaitEndOfEarlier(name, options.folder());
        }
    }

    void checkPorts(LeftoverPostgres leftover) {
        var owners = new HashMap<Integer, Port>();
        for (var port : Port.values()) {
            int number = options.port(port);
            var other = owners.putIfAbsent(number, port);
            if (other != null) {
                throw new Problem(
                        "Port %d is given to two: --%s and --%s.".formatted(number, other.option, port.option));
            }
            boolean ours = port == Port.POSTGRES && leftover.isRunning();
            if (!ours && isInUse(number)) {
                throw new Problem(
                        "Port %d (%s) is in use. Stop what uses it, or choose another: ./mvnw -Dlaurel.args=--%s=N"
                                .formatted(number, port.purpose, port.option));
            }
        }
    }

    /** Bound as the servers do it: to every address, past connections that are only fading. */
    private static boolean isInUse(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Deletes only what a local stack made: a folder with its mark. */
    static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var entries = Files.list(folder)) {
            if (entries.findAny().isEmpty()) {
                return;
            }
        }
        if (!Files.exists(folder.resolve(LaurelFolder.LOCK))) {
            throw new Problem("--fresh deletes only a folder that Laurel made; " + folder + " is not one.");
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!file.equals(folder) && !file.equals(folder.resolve(LaurelFolder.LOCK))) {
                    Files.delete(file);
                }
            }
        }
    }
}
