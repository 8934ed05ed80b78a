package io.laurel.worker.lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.OrganizationId;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.lms.location.LoopbackS3;
import io.laurel.worker.lms.location.LoopbackSftp;
import io.laurel.workerfleet.Asker;
import io.laurel.workerfleet.OwnClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** From a file on an SFTP server or in a bucket, where an operator's configuration says it arrives, to credentials. */
@RunningWorker
@TestPropertySource(
        properties = {
            "laurel.lms.look-interval=50ms",
            "laurel.lms.retry-delay=0",
            "laurel.lms.chunk=3",
            "laurel.cohort.look-interval=50ms",
            "laurel.cohort.retry-delay=0"
        })
@Import({OwnClock.class, RunningSources.Breakable.class})
@DirtiesContext
@SuppressWarnings("NullAway.Init") // What serves the places is started before the properties are asked for.
class OperatorPlacesIT extends RunningSources {

    private static final String BUCKET = "exports";
    private static final String NEW_BUCKET = "not-made-yet";

    @TempDir
    private static Path disk;

    private static LoopbackSftp sftp;
    private static LoopbackS3 s3;

    @Autowired
    private LmsSettings settings;

    private static final Map<Place, OrganizationId> ORGANIZATIONS = new EnumMap<>(Place.class);
    private static int tests;

    /** Where files arrive, each for an organization of its own. */
    enum Place {
        SFTP(0),
        S3(1),
        LATER(2);

        final int number;

        Place(int number) {
            this.number = number;
        }

        String slug() {
            return "operated-at-" + number;
        }
    }

    @DynamicPropertySource
    static void places(DynamicPropertyRegistry properties) throws IOException, GeneralSecurityException {
        sftp = LoopbackSftp.start(disk);
        s3 = LoopbackS3.start(disk.resolve("s3"));
        s3.makeBucket(BUCKET);
        configure(
                properties,
                Place.SFTP,
                Map.of(
                        "sftp.host",
                        "127.0.0.1",
                        "sftp.port",
                        sftp.port(),
                        "sftp.user",
                        LoopbackSftp.USER,
                        "sftp.private-key",
                        sftp.privateKey(),
                        "sftp.known-hosts",
                        sftp.knownHosts(),
                        "sftp.folder",
                        "/out"));
        configure(properties, Place.S3, bucket(BUCKET));
        configure(properties, Place.LATER, bucket(NEW_BUCKET));
    }

    private static Map<String, Object> bucket(String name) {
        return Map.of(
                "s3.bucket", name,
                "s3.prefix", "out",
                "s3.region", "us-east-1",
                "s3.endpoint", s3.endpoint(),
                "s3.path-style", "true",
                "s3.access-key-id", "key",
                "s3.secret-access-key", "secret");
    }

    private static void configure(DynamicPropertyRegistry properties, Place place, Map<String, Object> where) {
        var source = "laurel.lms.sources[" + place.number + "].";
        Map.of(
                        "organization", place.slug(),
                        "name", "Nightly",
                        "badge", "nightly",
                        "profile", "simple",
                        "file-pattern", "*export*.csv",
                        "cron", "@yearly")
                .forEach((name, value) -> properties.add(source + name, () -> value));
        where.forEach((name, value) -> properties.add(source + name, value::toString));
    }

    @AfterAll
    static void stop() throws IOException {
        sftp.close();
        s3.close();
    }

    /** Each test has files, and people, of its own. */
    private int test;

    @BeforeEach
    void begin() {
        test = ++tests;
    }

    @ParameterizedTest
    @EnumSource(names = {"SFTP", "S3"})
    void anExportBecomesCredentialsAndIsPutAway(Place place) {
        var source = source(place);
        drop(place, "others-" + test + ".csv", someone(90, 99));
        dropWhole(place, file(), someone(1, 10));
        run(source);

        assertThat(states(source)).contains(file() + " taken");
        assertThat(recipients(place)).hasSize(10).doesNotHaveDuplicates();
        var archived = "processed/" + lying(place, "processed/", file()).getFirst();
        assertThat(read(place, archived)).isEqualTo(someone(1, 10));
        var report = Json.JSON.readTree(read(place, archived + ".report.json"));
        assertThat(report.at("/rows/earned").asInt()).isEqualTo(10);

        dropWhole(place, "again-" + file(), someone(1, 10));
        dropWhole(place, "broken-" + file(), someone(5, 12) + "\"");
        run(source);

        assertThat(states(source))
                .contains(file() + " taken", "again-" + file() + " repeated", "broken-" + file() + " rejected");
        assertThat(recipients(place)).hasSize(10);
        assertThat(lying(place, "processed/", file())).hasSize(4);
        assertThat(lying(place, "rejected/", file())).hasSize(2);
        assertThat(lying(place, "", test + ".csv")).containsExactly("others-" + test + ".csv");
        assertThat(leftovers()).isZero();
    }

    static Stream<Arguments> deaths() {
        return Stream.of(Place.SFTP, Place.S3)
                .flatMap(place -> Stream.of(Point.values()).map(point -> Arguments.of(place, point)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void aWorkerThatDiesAnywhereIsReplacedAndNothingIsDoneTwice(Place place, Point point) {
        watcher.killAt(point);
        becomesTenCredentialsOnce(place);
    }

    /** A store that cannot move a file has it copied and deleted: the worker may die between the two. */
    @Test
    void aWorkerThatDiesBetweenCopyingAndDeletingIsReplaced() {
        watcher.killAt(Point.REPORTED, () -> {
            var report = lying(Place.S3, "processed/", file()).getFirst();
            s3.copy(BUCKET, "out/" + file(), "out/processed/" + report.replace(".report.json", ""));
        });
        becomesTenCredentialsOnce(Place.S3);
    }

    private void becomesTenCredentialsOnce(Place place) {
        var source = source(place);
        dropWhole(place, file(), someone(1, 10));
        run(source);

        assertThat(watcher.hasKilled()).isTrue();
        assertThat(states(source)).filteredOn(state -> state.contains(file())).containsExactly(file() + " taken");
        assertThat(recipients(place)).hasSize(10).doesNotHaveDuplicates();
        assertThat(lying(place, "", file())).isEmpty();
        assertThat(lying(place, "processed/", file())).hasSize(2);
        assertThat(leftovers()).isZero();
    }

    @Test
    void aPlaceThatIsAwayIsWaitedFor() {
        var source = source(Place.LATER);
        ask(source);
        await().atMost(SOON).until(() -> failure(source).contains("NoSuchBucketException"));
        s3.makeBucket(NEW_BUCKET);
        dropWhole(Place.LATER, file(), someone(1, 10));
        run(source);

        assertThat(states(source)).containsExactly(file() + " taken");
        assertThat(failure(source)).isEmpty();
        assertThat(recipients(Place.LATER)).hasSize(10);
    }

    /** The source, when it has been written down for its organization. */
    private UUID source(Place place) {
        ORGANIZATIONS.computeIfAbsent(place, this::organization);
        var source = settings.sources().get(place.number).id();
        await().atMost(SOON)
                .until(() -> !texts("select name from lms_operator_source where id = ?", source)
                        .isEmpty());
        return source;
    }

    private OrganizationId organization(Place place) {
        var organization = given.organization("professional", 1_000_000);
        new Asker(topics).makeSigningKey(organization, testDatabase);
        database.sql("update badge set slug = 'nightly' where id = ?")
                .param(given.badge(organization, 365).value())
                .update();
        database.sql("update organization set slug = ? where id = ?")
                .params(place.slug(), organization.value())
                .update();
        return organization;
    }

    private String file() {
        return "export-" + test + ".csv";
    }

    private String someone(int from, int to) {
        return people(test * 100 + from, test * 100 + to);
    }

    /** Those of this test. */
    private List<String> recipients(Place place) {
        return recipients(organizationOf(place)).stream()
                .filter(email -> email.matches("person" + test + "\\d\\d@.*"))
                .toList();
    }

    private static OrganizationId organizationOf(Place place) {
        return Objects.requireNonNull(ORGANIZATIONS.get(place));
    }

    private static void drop(Place place, String name, String text) {
        switch (place) {
            case SFTP -> {
                try {
                    Files.createDirectories(folder());
                    var draft = Files.writeString(folder().resolve("." + name), text);
                    Files.move(draft, folder().resolve(name));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            case S3 -> s3.put(BUCKET, "out/" + name, text);
            case LATER -> s3.put(NEW_BUCKET, "out/" + name, text);
        }
    }

    private static String read(Place place, String path) {
        try {
            return place == Place.SFTP
                    ? Files.readString(folder().resolve(path))
                    : Objects.requireNonNull(s3.read(BUCKET, "out/" + path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a folder of the place that end so, and their reports'. */
    private static List<String> lying(Place place, String folder, String end) {
        return lying(place).stream()
                .filter(path -> path.startsWith(folder))
                .map(path -> path.substring(folder.length()))
                .filter(name -> !name.contains("/"))
                .filter(name ->
                        name.endsWith(end) || name.endsWith(end + ".report.json") || name.endsWith(end + ".done"))
                .sorted()
                .toList();
    }

    private static List<String> lying(Place place) {
        if (place != Place.SFTP) {
            return s3.keys(BUCKET, "out/").stream()
                    .map(key -> key.substring("out/".length()))
                    .toList();
        }
        try (var files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder().relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void dropWhole(Place place, String name, String text) {
        drop(place, name, text);
        drop(place, name + ".done", "");
    }

    private static Path folder() {
        return sftp.home().resolve("out");
    }
}
