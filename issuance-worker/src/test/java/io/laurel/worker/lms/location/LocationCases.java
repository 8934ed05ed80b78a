package io.laurel.worker.lms.location;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every place where files arrive. */
abstract class LocationCases {

    abstract Location open() throws IOException;

    /** A file that the LMS drops, to a path below the place. */
    abstract void drop(String path, String text) throws IOException;

    /** The same name, another file; a server's clock may need to go on for it to be told. */
    abstract void replace(String name, String text) throws IOException;

    abstract String read(String path) throws IOException;

    /** The paths of all files at the place and below. */
    abstract List<String> lying() throws IOException;

    @Test
    void filesAreListedAndThoseBelowAreNot() throws IOException {
        drop("a.csv", "name,email\n");
        drop("b & c, 50%25 #1+2=3.csv", "x");
        drop("folder.csv/below.csv", "x");
        try (var location = open()) {
            assertThat(location.list(_ -> true))
                    .extracting(Arrival::name, Arrival::bytes)
                    .containsExactlyInAnyOrder(tuple("a.csv", 11L), tuple("b & c, 50%25 #1+2=3.csv", 1L));
            assertThat(location.list(_ -> true)).as("seen as they were").hasSameElementsAs(location.list(_ -> true));
        }
    }

    @Test
    void filesOfOtherNamesAreNotListed() throws IOException {
        drop("a.csv", "x");
        drop("a.txt", "x");
        try (var location = open()) {
            assertThat(location.list(name -> name.endsWith(".csv")))
                    .extracting(Arrival::name)
                    .containsExactly("a.csv");
        }
    }

    @Test
    void aFileIsReadAndPutAwayOnce() throws IOException {
        drop("b & c, 50%25 #1+2=3.csv", "name,email\n");
        try (var location = open()) {
            var file = location.list(_ -> true).getFirst();
            try (var bytes = location.open(file.name())) {
                assertThat(bytes.readAllBytes()).asString(UTF_8).isEqualTo("name,email\n");
            }
            assertThat(location.move(file, "processed/1-" + file.name())).isTrue();
            assertThat(location.move(file, "processed/1-" + file.name()))
                    .as("it lies there, whoever moved it")
                    .isTrue();
            assertThat(location.list(_ -> true)).isEmpty();
        }
        assertThat(lying()).containsExactly("processed/1-b & c, 50%25 #1+2=3.csv");
        assertThat(read("processed/1-b & c, 50%25 #1+2=3.csv")).isEqualTo("name,email\n");
    }

    @Test
    void aFileThatTookItsPlaceStays() throws IOException {
        drop("a.csv", "old");
        try (var location = open()) {
            var file = location.list(_ -> true).getFirst();
            replace("a.csv", "new");

            assertThat(location.move(file, "processed/a.csv")).isFalse();
            assertThat(location.list(_ -> true))
                    .singleElement()
                    .satisfies(now -> assertThat(now.version()).isNotEqualTo(file.version()));
        }
        assertThat(lying()).containsExactly("a.csv");
        assertThat(read("a.csv")).isEqualTo("new");
    }

    @Test
    void whatIsWrittenReplacesWhatWasThereAndLeavesNothingElse() throws IOException {
        try (var location = open()) {
            location.write("rejected/a.csv.report.json", "{}".getBytes(UTF_8));
            location.write("rejected/a.csv.report.json", "{1}".getBytes(UTF_8));
        }
        assertThat(lying()).containsExactly("rejected/a.csv.report.json");
        assertThat(read("rejected/a.csv.report.json")).isEqualTo("{1}");
    }

    @Test
    void whatIsNotThereIsDeletedAllTheSame() throws IOException {
        drop("a.csv.done", "");
        try (var location = open()) {
            location.delete("a.csv.done");
            location.delete("a.csv.done");
        }
        assertThat(lying()).isEmpty();
    }
}
