package io.laurel.worker.lms.location;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A bucket of an S3 server on this machine, and what happens there meanwhile. */
class S3LocationIT extends LocationCases {

    /** No store takes smaller ones. */
    private static final int PART = 5 << 20;

    private static final String PREFIX = "exports/physics 1/";

    @TempDir
    private static Path disk;

    private static LoopbackS3 server;

    private String bucket = "";
    private S3Location location;
    private final MeddledHttp http = new MeddledHttp();

    @BeforeAll
    static void start() throws IOException {
        server = LoopbackS3.start(disk);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeBucket() {
        bucket = "b-" + UUID.randomUUID();
        server.makeBucket(bucket);
        location = server.place(bucket, PREFIX).open(http, PART);
    }

    @Test
    void keysOfOtherPrefixesAndOfFoldersAreNoFiles() throws IOException {
        server.put(bucket, "exports/physics 1", "x");
        server.put(bucket, "exports/physics 12/a.csv", "x");
        server.put(bucket, "a.csv", "x");
        server.put(bucket, PREFIX, "");
        drop("Prüfung 王.csv", "x");

        assertThat(location.list(_ -> true)).extracting(Arrival::name).containsExactly("Prüfung 王.csv");
        assertThat(location.move(location.list(_ -> true).getFirst(), "processed/Prüfung 王.csv"))
                .isTrue();
        assertThat(server.keys(bucket, "")).hasSize(5).contains(PREFIX + "processed/Prüfung 王.csv");
    }

    @Test
    void aWholeBucketIsAPlaceToo() throws IOException {
        server.put(bucket, "a.csv", "x");
        server.put(bucket, "below/a.csv", "x");
        try (var whole = server.place(bucket, "").open()) {
            assertThat(whole.list(_ -> true)).extracting(Arrival::name).containsExactly("a.csv");
            assertThat(whole.move(whole.list(_ -> true).getFirst(), "processed/a.csv"))
                    .isTrue();
        }
        assertThat(server.keys(bucket, "")).containsExactlyInAnyOrder("below/a.csv", "processed/a.csv");
    }

    @Test
    void manyFilesAreListedPageByPage() throws IOException {
        IntStream.range(0, 1_005).parallel().forEach(n -> drop(n + ".csv", "x"));

        assertThat(location.list(_ -> true)).hasSize(1_005).doesNotHaveDuplicates();
    }

    @Test
    void whoDiesBetweenCopyingAndDeletingIsReplaced() throws IOException {
        drop("a.csv", "x");
        var file = location.list(_ -> true).getFirst();
        http.before(S3LocationIT::isDeletion, () -> {
            throw new IOException("the worker is gone");
        });

        assertThatThrownBy(() -> location.move(file, "processed/a.csv")).isInstanceOf(IOException.class);
        assertThat(lying()).containsExactly("a.csv", "processed/a.csv");
        http.meddleNoMore();

        assertThat(location.move(file, "processed/a.csv")).isTrue();
        assertThat(lying()).containsExactly("processed/a.csv");
    }

    @Test
    void whatIsWrittenAfterADeathBetweenCopyingAndDeletingStays() throws IOException {
        drop("a.csv", "old");
        var file = location.list(_ -> true).getFirst();
        http.before(S3LocationIT::isDeletion, () -> {
            throw new IOException("the worker is gone");
        });
        assertThatThrownBy(() -> location.move(file, "processed/a.csv")).isInstanceOf(IOException.class);
        http.meddleNoMore();
        replace("a.csv", "new");

        assertThat(location.move(file, "processed/a.csv")).as("it lies there").isTrue();
        assertThat(read("a.csv")).isEqualTo("new");
        assertThat(read("processed/a.csv")).isEqualTo("old");
    }

    @Test
    void whatIsWrittenRightBeforeTheCopyStays() throws IOException {
        drop("a.csv", "old");
        var file = location.list(_ -> true).getFirst();
        http.before(S3LocationIT::isCopy, () -> replace("a.csv", "new"));

        assertThat(location.move(file, "processed/a.csv")).isFalse();
        assertThat(lying()).containsExactly("a.csv");
        assertThat(read("a.csv")).isEqualTo("new");
    }

    @Test
    void whatIsTakenAwayRightBeforeTheCopyIsNotThere() throws IOException {
        drop("a.csv", "old");
        var file = location.list(_ -> true).getFirst();
        http.before(S3LocationIT::isCopy, () -> server.delete(bucket, PREFIX + "a.csv"));

        assertThat(location.move(file, "processed/a.csv")).isFalse();
        assertThat(lying()).isEmpty();
    }

    @Test
    void whatIsWrittenRightBeforeTheDeletionStays() throws IOException {
        drop("a.csv", "old");
        var file = location.list(_ -> true).getFirst();
        http.before(S3LocationIT::isDeletion, () -> replace("a.csv", "new"));

        assertThat(location.move(file, "processed/a.csv"))
                .as("the file that was taken")
                .isTrue();
        assertThat(read("a.csv")).isEqualTo("new");
        assertThat(read("processed/a.csv")).isEqualTo("old");
    }

    @Test
    void aLargeFileIsCopiedInParts() throws IOException {
        var text = "0123456789".repeat((2 * PART + 1000) / 10);
        drop("a.csv", text);
        var file = location.list(_ -> true).getFirst();

        assertThat(location.move(file, "processed/a.csv")).isTrue();
        assertThat(lying()).containsExactly("processed/a.csv");
        assertThat(read("processed/a.csv")).isEqualTo(text);
    }

    @Test
    void aLargeFileThatIsReplacedBetweenItsPartsStays() throws IOException {
        drop("a.csv", "0123456789".repeat((2 * PART + 1000) / 10));
        var file = location.list(_ -> true).getFirst();
        http.before(
                request -> isCopy(request)
                        && request.firstMatchingRawQueryParameter("partNumber")
                                .filter("2"::equals)
                                .isPresent(),
                () -> replace("a.csv", "new"));

        assertThat(location.move(file, "processed/a.csv")).isFalse();
        assertThat(lying()).containsExactly("a.csv");
        assertThat(read("a.csv")).isEqualTo("new");
        assertThat(server.unfinishedUploads(bucket)).isZero();
    }

    /** Stores that do not know the condition: they refuse it, or delete whatever is there. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreThatDeletesWithoutConditionsIsLookedAtFirst(boolean refuses) throws IOException {
        if (refuses) {
            http.refuse(
                    request -> isDeletion(request)
                            && request.firstMatchingHeader("If-Match").isPresent(),
                    501);
        } else {
            http.withoutHeader("If-Match");
        }
        drop("a.csv", "old");
        var file = location.list(_ -> true).getFirst();
        assertThat(location.move(file, "processed/a.csv")).isTrue();
        assertThat(lying()).containsExactly("processed/a.csv");

        drop("b.csv", "old");
        var other = location.list(_ -> true).getFirst();
        http.after(S3LocationIT::isCopy, () -> replace("b.csv", "new"));
        assertThat(location.move(other, "processed/b.csv")).isTrue();
        assertThat(read("b.csv")).isEqualTo("new");
        assertThat(read("processed/b.csv")).isEqualTo("old");
    }

    @Test
    void aPlaceThatIsNotThereIsAFailureOfThePlace() {
        assertThatThrownBy(() -> {
                    try (var nowhere = server.place("b-nowhere", "").open()) {
                        nowhere.list(_ -> true);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> location.open("not-there.csv").close()).isInstanceOf(IOException.class);
    }

    @Test
    void aStoreThatIsAwayIsAFailureOfThePlace() throws IOException {
        drop("a.csv", "x");
        var file = location.list(_ -> true).getFirst();
        http.refuse(request -> true, 503);

        assertThatThrownBy(() -> location.list(_ -> true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> location.reach()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> location.move(file, "processed/a.csv")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> location.write("processed/a", "x".getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
        http.meddleNoMore();
        assertThat(lying()).containsExactly("a.csv");
    }

    private static boolean isCopy(SdkHttpRequest request) {
        return request.firstMatchingHeader("x-amz-copy-source").isPresent();
    }

    private static boolean isDeletion(SdkHttpRequest request) {
        return request.method() == SdkHttpMethod.DELETE;
    }

    @Override
    Location open() {
        return server.place(bucket, PREFIX).open();
    }

    @Override
    void drop(String path, String text) {
        server.put(bucket, PREFIX + path, text);
    }

    @Override
    void replace(String name, String text) {
        drop(name, text);
    }

    @Override
    String read(String path) {
        return Objects.requireNonNull(server.read(bucket, PREFIX + path));
    }

    @Override
    List<String> lying() {
        return server.keys(bucket, PREFIX).stream()
                .map(key -> key.substring(PREFIX.length()))
                .toList();
    }
}
