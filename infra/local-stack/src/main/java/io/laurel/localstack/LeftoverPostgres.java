package io.laurel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL of a data folder, such as one that outlived a killed launcher. On the same port it is simply used again. */
final class LeftoverPostgres {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int PORT_LINE = 3;

    private final Path data;

    LeftoverPostgres(Path data) {
        this.data = data;
    }

    boolean isRunning() {
        return process().isPresent();
    }

    /** Ends it when it cannot be used: it listens elsewhere, or its data is unwanted. */
    void endUnless(boolean wanted, int port) throws InterruptedException {
        var process = process();
        if (process.isEmpty() || (wanted && port() == port)) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.get().destroyForcibly();
        }
    }

    /** Its process, while it lives. */
    Optional<ProcessHandle> process() {
        return line(0).map(Long::parseLong)
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info()
                        .command()
                        .map(command -> command.endsWith("postgres"))
                        .orElse(false));
    }

    private int port() {
        return line(PORT_LINE).map(Integer::parseInt).orElse(0);
    }

    private Optional<String> line(int number) {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid")).stream()
                    .skip(number)
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("[0-9]+"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
