package io.laurel.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.localstack.Options.Port;
import io.laurel.localstack.service.Program;
import io.laurel.localstack.service.ServiceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The launcher, started by a program as a person would start it: for black-box tests and benchmarks. */
public final class RunningStack implements AutoCloseable {

    private static final int GRACE_SECONDS = 60;

    private final Process launcher;
    private final LaurelFolder folder;
    private final Map<String, String> demo;
    private final Map<Port, Integer> ports;

    private RunningStack(Process launcher, LaurelFolder folder, Map<String, String> demo, Map<Port, Integer> ports) {
        this.launcher = launcher;
        this.folder = folder;
        this.demo = demo;
        this.ports = ports;
    }

    /**
     * Starts everything on free ports and waits until it is ready.
     *
     * @param data the data folder
     * @param options more options of the launcher
     * @throws IOException with the launcher's own words when it does not start
     */
    public static RunningStack start(Path data, String... options) throws IOException {
        var root = Launcher.root();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                Launcher.class.getName(),
                "--data=" + data));
        var ports = freePorts();
        ports.forEach((port, number) -> command.add("--" + port.option + "=" + number));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", Program.classPathOf(root.resolve("infra/local-stack")));
        var launcher = builder.start();
        var folder = new LaurelFolder(data);
        try {
            awaitReady(launcher);
            return new RunningStack(launcher, folder, EnvFile.read(folder.demo()), ports);
        } catch (IOException e) {
            launcher.destroy();
            throw e;
        }
    }

    /** A variable of {@code demo.env}. */
    public String get(String variable) {
        var value = demo.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("demo.env has no " + variable);
        }
        return value;
    }

    /** Where it keeps everything. */
    public Path folder() {
        return folder.path();
    }

    /** The process of a service or a server, for example {@code worker}, {@code kafka} or {@code postgres}, as it is now. */
    public ProcessHandle process(String name) throws IOException {
        var process = name.equals("postgres") ? Database.process(folder) : ServiceProcess.running(name, folder.path());
        return process.orElseThrow(() -> new IllegalStateException("the " + name + " does not run"));
    }

    /** Where something listens; {@code what} as in the launcher's option, for example {@code postgres}. */
    public int port(String what) {
        return ports.entrySet().stream()
                .filter(port -> port.getKey().option.equals(what + "-port"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing listens as " + what))
                .getValue();
    }

    /** The launcher's own process, in which the mailbox and the front door run. */
    public ProcessHandle launcher() {
        return launcher.toHandle();
    }

    /** Ends every process of it at once, as a power cut does; its data can be started from again. */
    public void cutPower() throws InterruptedException {
        // The launcher first, which would start the others again. The database's process is nobody's child.
        var all = Stream.of(
                        Stream.of(launcher.toHandle()),
                        launcher.toHandle().descendants(),
                        Database.process(folder).stream())
                .flatMap(processes -> processes)
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (var process : all) {
            try {
                process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("process " + process.pid() + " does not end", e);
            }
        }
    }

    /** Stops it as Ctrl-C does. */
    @Override
    public void close() throws IOException {
        launcher.destroy();
        try {
            if (!launcher.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new IOException("the local stack did not stop within " + GRACE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            launcher.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitReady(Process launcher) throws IOException {
        var terminal = new BufferedReader(new InputStreamReader(launcher.getInputStream(), UTF_8));
        var words = new StringBuilder();
        for (var line = terminal.readLine(); line != null; line = terminal.readLine()) {
            words.append(line).append(System.lineSeparator());
            if (line.startsWith(Launcher.READY)) {
                Thread.ofVirtual().start(() -> repeat(terminal));
                return;
            }
        }
        throw new IOException("the local stack did not start:" + System.lineSeparator() + words);
    }

    private static void repeat(BufferedReader terminal) {
        try {
            for (var line = terminal.readLine(); line != null; line = terminal.readLine()) {
                System.err.println(line);
            }
        } catch (IOException e) {
            // The launcher was stopped while it was listened to: it has no more to say.
        }
    }

    private static Map<Port, Integer> freePorts() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new EnumMap<Port, Integer>(Port.class);
        try {
            for (var port : Port.values()) {
                var socket = new ServerSocket(0);
                sockets.add(socket);
                ports.put(port, socket.getLocalPort());
            }
            return ports;
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }
}
