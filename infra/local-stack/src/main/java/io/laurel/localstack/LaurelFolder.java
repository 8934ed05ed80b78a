package io.laurel.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where a local stack keeps everything, and what is where in it. */
record LaurelFolder(Path path) {

    static final String LOCK = "lock";

    /** Held as long as the launcher lives, so that two never share a folder. */
    FileChannel lock() throws IOException {
        Files.createDirectories(path);
        var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new Problem(
                    "Laurel is already running with " + path + ". Stop it, or choose another folder: --data=FOLDER");
        }
        return channel;
    }

    Path postgresData() {
        return path.resolve("postgres");
    }

    Path postgresPrograms() {
        return path.resolve("postgres-programs");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path mailbox() {
        return path.resolve("mailbox");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path secrets() {
        return path.resolve("secrets");
    }

    Path demo() {
        return path.resolve("demo.env");
    }

    Path cohort() {
        return path.resolve("cohort-1000.csv");
    }

    /** Below it each organization has a folder where its LMS drops exports. */
    Path lms() {
        return path.resolve("lms");
    }

    /** Where the demo's exports are dropped. */
    Path exports() {
        return path.resolve("exports");
    }

    void create() throws IOException {
        Files.createDirectories(exports());
        Files.createDirectories(logs());
        Files.createDirectories(postgresPrograms());
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
