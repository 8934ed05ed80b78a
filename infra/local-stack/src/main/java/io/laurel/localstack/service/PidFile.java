package io.laurel.localstack.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Names a running process for scripts and for the next start; its start time tells a later process with its number. */
record PidFile(Path file) {

    void write(ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + "\n" + startOf(process) + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The process, while it lives. */
    Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(process -> startOf(process).equals(lines.get(1)))
                .filter(ProcessHandle::isAlive);
    }

    /** Waits for the process of an earlier run to end by itself, and ends it when it does not. */
    void awaitEnd(Duration patience) throws IOException, InterruptedException {
        var process = process();
        if (process.isPresent()) {
            try {
                process.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.get().destroyForcibly();
            }
        }
        delete();
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("?");
    }
}
