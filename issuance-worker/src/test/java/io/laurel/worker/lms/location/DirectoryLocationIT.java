package io.laurel.worker.lms.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder on a disk, and what people do there meanwhile. */
class DirectoryLocationIT extends LocationCases {

    @TempDir
    private Path disk;

    private Path root;
    private Path folder;
    private DirectoryLocation location;

    @BeforeEach
    void prepare() throws IOException {
        root = disk.resolve("root");
        location = DirectoryLocation.below(root, "org/in");
        folder = root.resolve("org/in");
        Files.createDirectory(disk.resolve("others"));
        Files.writeString(disk.resolve("others/secret.csv"), "name,email\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../others", "org/../../others", "link", "org/in/link", "org/in/link/below"})
    void nothingLeadsOut(String path) throws IOException {
        Files.createSymbolicLink(root.resolve("link"), disk.resolve("others"));
        Files.createSymbolicLink(folder.resolve("link"), disk.resolve("others"));

        assertThatThrownBy(() -> DirectoryLocation.below(root, path)).isInstanceOf(IOException.class);
        assertThat(disk.resolve("others/below")).doesNotExist();
    }

    @Test
    void linksAndFoldersAreNoFiles() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.csv"), disk.resolve("others/secret.csv"));
        Files.createDirectory(folder.resolve("folder.csv"));
        Files.writeString(folder.resolve("file.csv"), "x");

        assertThat(location.list(_ -> true)).extracting(Arrival::name).containsExactly("file.csv");
        assertThatThrownBy(() -> location.open("link.csv").close()).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsPutAwayThroughALink() throws IOException {
        Files.createSymbolicLink(folder.resolve("processed"), disk.resolve("others"));
        Files.writeString(folder.resolve("a.csv"), "x");
        var file = location.list(_ -> true).getFirst();

        assertThatThrownBy(() -> location.move(file, "processed/a.csv")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> location.write("processed/a.csv.report.json", new byte[1]))
                .isInstanceOf(IOException.class);
        assertThat(disk.resolve("others/a.csv")).doesNotExist();
        assertThat(disk.resolve("others/a.csv.report.json")).doesNotExist();
        assertThat(folder.resolve("a.csv")).hasContent("x");
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsAnotherOne() throws IOException {
        var time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.writeString(folder.resolve("a.csv"), "old");
        Files.setLastModifiedTime(folder.resolve("a.csv"), time);
        var file = location.list(_ -> true).getFirst();
        Files.writeString(folder.resolve("b.csv"), "new");
        Files.setLastModifiedTime(folder.resolve("b.csv"), time);
        Files.delete(folder.resolve("a.csv"));
        Files.createFile(folder.resolve("keeps-the-number-from-being-used-again"));
        Files.move(folder.resolve("b.csv"), folder.resolve("a.csv"));

        assertThat(location.move(file, "processed/a.csv"))
                .as("same name, size and time, but another file")
                .isFalse();
        assertThat(folder.resolve("a.csv")).hasContent("new");
    }

    /** The number of its device is another on each machine that mounts the same directory. */
    @Test
    void aFileIsTheSameOnEveryMachine() throws IOException {
        var path = Files.writeString(folder.resolve("a.csv"), "x");
        Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        assertThat(location.list(_ -> true).getFirst().version())
                .isEqualTo("1/1767225600000000000/(ino=%s)".formatted(Files.getAttribute(path, "unix:ino")));
    }

    @Test
    void otherFilesHideNone() throws IOException {
        for (var n = 0; n < 2 * Location.MOST_LISTED; n++) {
            Files.createFile(folder.resolve(n + ".txt"));
        }
        Files.writeString(folder.resolve("a.csv"), "x");

        assertThat(location.list(name -> name.endsWith(".csv")))
                .extracting(Arrival::name)
                .containsExactly("a.csv");
    }

    /** As a server of another charset writes it; Java cannot say such a name. */
    @Test
    void aFileWhoseNameCannotBeSaidIsLeftOut() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("Prüfung.csv"), "x");
        assertThat(new ProcessBuilder("sh", "-c", "echo x > \"$(printf 'Pr\\374fung-2.csv')\"")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(location.list(_ -> true)).extracting(Arrival::name).containsExactly("Prüfung.csv");
    }

    @Test
    void whatIsWrittenMayBeReadByWhoMayReadOtherFiles() throws IOException {
        location.write("processed/a.csv.report.json", new byte[1]);
        Files.writeString(folder.resolve("another"), "x");

        assertThat(Files.getPosixFilePermissions(folder.resolve("processed/a.csv.report.json")))
                .isEqualTo(Files.getPosixFilePermissions(folder.resolve("another")));
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
    Location open() {
        return location;
    }

    @Override
    void drop(String path, String text) throws IOException {
        drop(folder, path, text);
    }

    @Override
    void replace(String name, String text) throws IOException {
        Files.delete(folder.resolve(name));
        drop(name, text);
    }

    @Override
    String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    @Override
    List<String> lying() throws IOException {
        return lying(folder);
    }

    static void drop(Path folder, String path, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(folder.resolve(path).getParent()));
        Files.writeString(folder.resolve(path), text);
    }

    static List<String> lying(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
