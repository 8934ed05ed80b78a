package io.laurel.localstack.service;

import io.laurel.localstack.Problem;
import io.laurel.localstack.Tether;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One program in a process of its own. When the process ends by itself, another takes its place. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A process that lived so long did not fail to start. */
    private static final Duration WELL_STARTED = Duration.ofMinutes(1);

    private final Program program;
    private final Path log;
    private final PidFile pidFile;
    private final Consumer<String> report;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile Process process;
    private volatile boolean hasEnded;

    private ServiceProcess(Program program, Path folder, Consumer<String> report) throws IOException {
        this.program = program;
        this.log = folder.resolve("logs").resolve(program.name() + ".log");
        this.pidFile = new PidFile(folder.resolve(program.name() + ".pid"));
        this.report = report;
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        this.process = spawn();
    }

    /**
     * Starts the service.
     *
     * @param folder holds its log (in {@code logs}) and its pid file
     * @param report is told when the service ends by itself, and when it is there again
     */
    public static ServiceProcess start(Program program, Path folder, Consumer<String> report) throws IOException {
        var service = new ServiceProcess(program, folder, report);
        Thread.ofPlatform().daemon().name("watch-" + program).start(service::watch);
        return service;
    }

    /** The service's process, if a launcher runs it in this folder. */
    public static Optional<ProcessHandle> running(String name, Path folder) throws IOException {
        return new PidFile(folder.resolve(name + ".pid")).process();
    }

    /** Waits for what a killed launcher left behind. */
    public static void awaitEndOfEarlier(String name, Path folder) throws IOException, InterruptedException {
        new PidFile(folder.resolve(name + ".pid")).awaitEnd(GRACE);
    }

    /** Waits until the service can do its work. */
    public void awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!program.readiness().isUp()) {
            if (hasEnded) {
                throw new Problem("The " + program + " ended before it was ready; its last words are in " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new Problem(
                        "The " + program + " was not ready within " + patience.toSeconds() + " s; see " + log);
            }
            Thread.sleep(50);
        }
    }

    /** Asks the service to stop; {@link #close()} waits for it. */
    public void signal() {
        stopping = true;
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        signal();
        try {
            if (!stopped.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        pidFile.delete();
    }

    @Override
    public String toString() {
        return program.name();
    }

    private Process spawn() throws IOException {
        // The services ignore the terminal's Ctrl-C: the launcher stops them, each in its turn.
        var command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "trap '' INT; exec \"$@\"",
                "laurel",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + program.heap(),
                "-XX:+UseSerialGC",
                // Else it costs a thread, and what is left looks alive.
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(program.options());
        command.add(Tether.class.getName());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", program.classPath() + File.pathSeparator + ownClasses());
        builder.environment().put("SPRING_APPLICATION_JSON", program.settingsAsJson());
        var started = builder.start();
        pidFile.write(started.toHandle());
        return started;
    }

    private static String ownClasses() {
        return new File(Tether.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private void watch() {
        var pause = FIRST_PAUSE;
        try {
            while (true) {
                long startedAt = System.nanoTime();
                int status = process.waitFor();
                if (stopping) {
                    return;
                }
                hasEnded = true;
                boolean wellStarted = System.nanoTime() - startedAt > WELL_STARTED.toNanos();
                pause = wellStarted ? FIRST_PAUSE : pause;
                report.accept("The %s ended (status %d); starting it again in %d s. Its log: %s"
                        .formatted(program, status, pause.toSeconds(), log));
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                if (stopping) {
                    return;
                }
                process = spawn();
                Thread.ofVirtual().start(this::reportReady);
            }
        } catch (IOException | InterruptedException e) {
            report.accept("The " + program + " cannot be started again: " + e.getMessage());
        } finally {
            stopped.countDown();
        }
    }

    private void reportReady() {
        var watched = process;
        try {
            while (watched.isAlive() && !stopping) {
                if (program.readiness().isUp()) {
                    report.accept("The " + program + " is ready again.");
                    return;
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
