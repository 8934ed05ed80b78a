package io.laurel.worker.lms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.OrganizationId;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.lms.location.Arrival;
import io.laurel.worker.lms.location.DirectoryLocation;
import io.laurel.worker.lms.location.Location;
import io.laurel.workerfleet.Asker;
import io.laurel.workerfleet.OwnClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** From a file in a folder to credentials, with workers that die on the way. */
@RunningWorker
@TestPropertySource(
        properties = {
            "laurel.lms.look-interval=50ms",
            "laurel.lms.retry-delay=0",
            "laurel.lms.settle=10s",
            "laurel.lms.chunk=3",
            "laurel.lms.shown-faults=5",
            "laurel.lms.max-file=100KB",
            "laurel.cohort.look-interval=50ms",
            "laurel.cohort.retry-delay=0"
        })
@Import({OwnClock.class, RunningSources.Breakable.class})
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class SourcesIT extends RunningSources {

    private static final String ADA_AND_BOB = "name,email\nAda,ada@example.com\nBob,bob@example.com\n";

    @TempDir
    private static Path root;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private MeterRegistry metrics;

    private OrganizationId organization;
    private BadgeId badge;
    private Path folder;

    @DynamicPropertySource
    static void root(DynamicPropertyRegistry properties) {
        properties.add("laurel.lms.root", root::toString);
        // A list comes from one place whole.
        Map.of(
                        "organization", "operated",
                        "name", "Nightly",
                        "badge", "nightly",
                        "profile", "moodle-grades",
                        "rule.minimum", "50.5",
                        "directory", root.resolve("operators").toString(),
                        "file-pattern", "grades-??.csv",
                        "cron", "@yearly")
                .forEach((name, value) -> properties.add("laurel.lms.sources[0]." + name, () -> value));
    }

    @BeforeEach
    void organization() {
        database.sql("update lms_source set is_active = false").update();
        organization = given.organization("professional", 1_000_000);
        badge = given.badge(organization, 365);
        new Asker(topics).makeSigningKey(organization, testDatabase);
        folder = folderOf(organization);
    }

    @Test
    void anExportBecomesCredentialsAndIsPutAway() {
        var source = simple();
        drop("done.csv", "name,email\nAda,ada@example.com\nBob,not-an-address\nAda,ADA@example.com\n");
        run(source);

        assertThat(states(source)).containsExactly("done.csv taken");
        assertThat(recipients()).containsExactly("ada@example.com");
        assertThat(lying(folder)).isEmpty();
        assertThat(lying(folder.resolve("processed"))).hasSize(2).allMatch(name -> name.contains("-done.csv"));
        var report = report("processed");
        assertThat(report.get("outcome").asString()).isEqualTo("taken");
        assertThat(report.at("/rows/earned").asInt()).isEqualTo(3);
        assertThat(report.get("form").asString()).startsWith("UTF-8");
        assertThat(database.sql("select holders || ' ' || (source_id = ?) from cohort where organization_id = ?")
                        .params(source, organization.value())
                        .query(String.class)
                        .single())
                .isEqualTo("skip true");
        assertThat(leftovers()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatDiesAnywhereIsReplacedAndNothingIsDoneTwice(Point point) {
        var source = simple();
        watcher.killAt(point);
        drop("a.csv", people(1, 10));
        run(source);

        assertThat(watcher.hasKilled()).isTrue();
        assertThat(states(source)).containsExactly("a.csv taken");
        assertThat(recipients()).hasSize(10);
        assertThat(cohorts()).isEqualTo(1);
        assertThat(rows(source)).containsEntry("earned", 10);
        assertThat(lying(folder)).isEmpty();
        assertThat(lying(folder.resolve("processed"))).hasSize(2);
        assertThat(leftovers()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatDiesOverARejectedFileIsReplacedToo(Point point) {
        var source = simple();
        watcher.killAt(point);
        drop("a.csv", people(1, 10) + "\"Eve,eve@example.com\n");
        run(source);

        assertThat(watcher.hasKilled() || point == Point.TAKEN).isTrue();
        assertThat(states(source)).containsExactly("a.csv rejected");
        assertThat(cohorts()).isZero();
        assertThat(lying(folder)).isEmpty();
        assertThat(lying(folder.resolve("rejected"))).hasSize(2);
        assertThat(leftovers()).isZero();
    }

    @Test
    void aBrokenFileIsRejectedWithTheLineAndIssuesNothing() {
        var source = simple();
        drop("a.csv", people(1, 10) + "\"Eve,eve@example.com\n");
        run(source);

        var report = report("rejected");
        assertThat(report.get("reason").asString()).startsWith("Line 12: ");
        assertThat(report.get("outcome").asString()).isEqualTo("rejected");
        assertThat(report.get("cohortId").isNull()).isTrue();
        assertThat(recipients()).isEmpty();

        // The same again, now that the source is told what it is: refused before, so tried anew.
        drop("a.csv", people(1, 10) + "\"Eve,eve@example.com\n");
        run(source);
        assertThat(states(source)).containsExactly("a.csv rejected");
        assertThat(database.sql("select attempt from lms_file where source_id = ?")
                        .param(source)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aFileThatIsTooLargeIsRejected() {
        var source = simple();
        drop("a.csv", people(1, 5_000));
        run(source);

        assertThat(report("rejected").get("reason").asString()).contains("more than");
        assertThat(recipients()).isEmpty();
    }

    @Test
    void whoHoldsTheBadgeIsPassedOverAlsoWhenItExpiresOrWasRevoked() {
        var source = simple();
        drop("a.csv", ADA_AND_BOB);
        run(source);
        revoke("bob@example.com");

        drop("b.csv", ADA_AND_BOB + "Cem,cem@example.com\n");
        run(source);

        assertThat(recipients()).containsExactly("ada@example.com", "bob@example.com", "cem@example.com");
        assertThat(database.sql("select count(*) from credential where organization_id = ? and revoked_at is not null")
                        .param(organization.value())
                        .query(Long.class)
                        .single())
                .as("Bob's, whom nobody gave another; nothing of Ada's was renewed")
                .isEqualTo(1);
        assertThat(cohorts()).isEqualTo(2);

        clock.advance(Duration.ofDays(400));
        drop("c.csv", ADA_AND_BOB + "\n");
        run(source);
        assertThat(recipients()).hasSize(3);
    }

    @Test
    void theSameContentIsPutAwayAsARepetition() {
        var source = simple();
        drop("monday.csv", ADA_AND_BOB);
        run(source);
        drop("tuesday.csv", ADA_AND_BOB);
        run(source);

        assertThat(states(source)).containsExactly("monday.csv taken", "tuesday.csv repeated");
        assertThat(cohorts()).isEqualTo(1);
        assertThat(lying(folder)).isEmpty();
        var repeated = reports("processed").stream()
                .filter(report -> report.get("outcome").asString().equals("repeated"))
                .toList();
        assertThat(repeated)
                .singleElement()
                .satisfies(report -> assertThat(report.get("reason").asString()).contains("as monday.csv"));
    }

    @Test
    void aFileIsTakenWhenItDoesNotGrowAnyMore() throws IOException {
        var source = simple();
        write("a.csv", "name,email\nAda,ada@example.com\n");
        ask(source);
        await().atMost(SOON).until(() -> sightings(source) == 1);
        clock.advance(Duration.ofSeconds(9));
        write("a.csv", ADA_AND_BOB);
        await().atMost(SOON).until(() -> seen(source).equals(clock.instant()));
        clock.advance(Duration.ofSeconds(9));
        await().during(Duration.ofMillis(300)).until(() -> states(source).isEmpty());
        clock.advance(Duration.ofSeconds(1));
        awaitEnd(source);

        assertThat(recipients()).containsExactly("ada@example.com", "bob@example.com");
        assertThat(cohorts()).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadHoldsNoOtherUp() throws IOException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        drop("a.csv", "name,email\nAda,ada@example.com\n");
        drop("b.csv", "name,email\nBob,bob@example.com\n");
        try (var location = DirectoryLocation.of(folder)) {
            var guarded = meddled(location, (method, first) -> {
                if (method.equals("open") && first.equals("a.csv")) {
                    throw new AccessDeniedException("a.csv");
                }
            });

            assertThatThrownBy(() -> round.of(source, true, guarded))
                    .hasMessage("a.csv cannot be read or put away now (AccessDeniedException).");
            assertThat(states(source.id())).containsExactly("b.csv taken");
            assertThat(lying(folder)).containsExactly("a.csv", "a.csv.done");
        }
        runs.start();
        run(source.id());
        assertThat(states(source.id())).containsExactly("b.csv taken", "a.csv taken");
    }

    @Test
    void aFileThatCannotBePutAwayHoldsNoOtherUpAndIsTakenOnce() throws IOException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        drop("a.csv", "name,email\nAda,ada@example.com\n");
        try (var location = DirectoryLocation.of(folder)) {
            var guarded = meddled(location, (method, first) -> {
                if (method.equals("move")
                        && first instanceof Arrival file
                        && file.name().equals("a.csv")) {
                    throw new AccessDeniedException("a.csv");
                }
            });
            assertThatThrownBy(() -> round.of(source, true, guarded)).hasMessageContaining("a.csv");
            // Left for the next round, which goes on with what has arrived since.
            drop("b.csv", "name,email\nBob,bob@example.com\n");
            assertThatThrownBy(() -> round.of(source, true, guarded)).hasMessageContaining("a.csv");

            assertThat(states(source.id())).containsExactly("a.csv taken", "b.csv taken");
            assertThat(lying(folder)).containsExactly("a.csv", "a.csv.done");
        }
        runs.start();
        run(source.id());
        assertThat(states(source.id())).containsExactly("a.csv taken", "b.csv taken");
        assertThat(cohorts()).isEqualTo(2);
        assertThat(lying(folder)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadToItsEndHoldsNoOtherUpAndIsGivenUp(CapturedOutput output) throws IOException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        var bad = people(1, 6) + "Eve,eve@example.com\n";
        var jobs = jobs();
        drop("a.csv", bad);
        drop("b.csv", "name,email\nBob,bob@example.com\n");
        refuseToStage("eve@example.com");
        try (var location = DirectoryLocation.of(folder)) {
            assertThatThrownBy(() -> round.of(source, true, location)).hasMessageStartingWith("a.csv cannot be read");
            assertThat(states(source.id())).containsExactly("a.csv reading", "b.csv taken");
            assertThat(tries(source)).as("it has written six rows").isEqualTo(1);
            assertThatThrownBy(() -> round.of(source, true, location)).hasMessageStartingWith("a.csv cannot be read");
            assertThat(tries(source)).isEqualTo(1);
            assertThatThrownBy(() -> round.of(source, true, location)).hasMessageStartingWith("a.csv cannot be read");
            assertThat(tries(source)).isEqualTo(2);

            // Another worker goes on counting.
            runs.start();
            run(source.id());
        } finally {
            database.sql("drop function refuse cascade").update();
        }
        assertThat(states(source.id())).containsExactly("a.csv rejected", "b.csv taken");
        assertThat(report("rejected").get("reason").asString())
                .isEqualTo("The file could not be read to its end in 5 attempts; the last one stopped behind row 6.");
        assertThat(report("rejected").get("outcome").asString()).isEqualTo("rejected");
        assertThat(jobs() - jobs).as("six for the one, one for the other").isEqualTo(7);
        assertThat(leftovers()).isZero();
        assertThat(lying(folder)).isEmpty();
        assertThat(metrics.counter("laurel.worker.lms.given_up").count()).isPositive();
        assertThat(output).contains("File is given up").contains("not this one");

        drop("a.csv", bad);
        run(source.id());
        assertThat(states(source.id())).containsExactlyInAnyOrder("a.csv taken", "b.csv taken");
        assertThat(recipients()).hasSize(8);
    }

    /** As one does that the file itself brings down. */
    @Test
    void anAttemptThatEndsTheWorkerCounts() throws IOException, JobExecutionException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        drop("a.csv", ADA_AND_BOB);
        refuseToStage("bob@example.com");
        try (var location = DirectoryLocation.of(folder)) {
            assertThatThrownBy(() -> round.of(source, true, location)).hasMessageStartingWith("a.csv cannot be read");
            database.sql("update lms_file set tries = 5 where source_id = ?")
                    .param(source.id())
                    .update();
            var jobs = jobs();
            round.of(source, true, location);
            assertThat(jobs() - jobs).isZero();
        } finally {
            database.sql("drop function refuse cascade").update();
        }
        assertThat(states(source.id())).containsExactly("a.csv rejected");
        assertThat(leftovers()).isZero();
    }

    @Test
    void whatIsNoFaultOfTheFileDoesNotCount() throws IOException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        drop("a.csv", ADA_AND_BOB);
        // As a server that ends a session, or is short of something.
        refuseToStage("bob@example.com", "57P01");
        try (var location = DirectoryLocation.of(folder)) {
            for (var n = 0; n < 7; n++) {
                assertThatThrownBy(() -> round.of(source, true, location))
                        .hasMessageStartingWith("a.csv cannot be read");
            }
            assertThat(tries(source)).isZero();
        } finally {
            database.sql("drop function refuse cascade").update();
        }
        runs.start();
        run(source.id());
        assertThat(states(source.id())).containsExactly("a.csv taken");
    }

    @Test
    void anAttemptThatAWorkerBreaksOffWhenItIsStoppedDoesNotCount() {
        var source = sources.find(simple()).orElseThrow().source();
        meddleWithStaging("bob@example.com", "perform pg_sleep(3); return new;");
        try {
            drop("a.csv", ADA_AND_BOB);
            ask(source.id());
            await().atMost(SOON)
                    .until(() -> database.sql("select exists (select from pg_stat_activity "
                                    + "where datname = current_database() and wait_event = 'PgSleep')")
                            .query(Boolean.class)
                            .single());
            assertThat(tries(source)).isEqualTo(1);
            runs.stop();
            assertThat(tries(source)).isZero();
        } finally {
            database.sql("drop function refuse cascade").update();
        }
        runs.start();
        run(source.id());
        assertThat(states(source.id())).containsExactly("a.csv taken");
    }

    @Test
    void thePeopleOfAFileThatIsTriedAgainAreKeptThoughOthersTookTheirPlace() throws IOException, JobExecutionException {
        runs.stop();
        var source = sources.find(graded()).orElseThrow().source();
        drop("users.csv", users("1,Ada,ada@example.com"));
        drop("one.csv", grades(1));
        refuseToStage("ada@example.com");
        try (var location = DirectoryLocation.of(folder)) {
            assertThatThrownBy(() -> round.of(source, true, location)).hasMessageStartingWith("one.csv cannot be read");
            drop("users.csv", users("2,Bob,bob@example.com"));
            drop("two.csv", grades(2));
            assertThatThrownBy(() -> round.of(source, true, location)).hasMessageStartingWith("one.csv cannot be read");
            assertThat(states(source.id())).containsExactly("one.csv joining", "two.csv taken");

            database.sql("drop function refuse cascade").update();
            round.of(source, true, location);
            assertThat(joins(source.id())).as("only the newest people").hasSize(1);
        } finally {
            database.sql("drop function if exists refuse cascade").update();
        }
        runs.start();
        run(source.id());
        assertThat(states(source.id())).containsExactly("one.csv taken", "two.csv taken");
        assertThat(recipients()).containsExactly("ada@example.com", "bob@example.com");
    }

    private void refuseToStage(String email) {
        refuseToStage(email, "P0001");
    }

    private void refuseToStage(String email, String state) {
        meddleWithStaging(email, "raise exception 'not this one' using errcode = '%s';".formatted(state));
    }

    private void meddleWithStaging(String email, String statements) {
        database.sql("create function refuse() returns trigger language plpgsql as $$ begin %s end $$"
                        .formatted(statements))
                .update();
        database.sql(
                        "create trigger refuse before insert on cohort_row for each row when (new.email = '%s') execute function refuse()"
                                .formatted(email))
                .update();
    }

    private int tries(Source source) {
        return database.sql("select tries from lms_file where source_id = ? and name = 'a.csv'")
                .param(source.id())
                .query(Integer.class)
                .single();
    }

    private long jobs() {
        return database.sql(
                        "select count(*) from batch_job_execution e join batch_job_instance using (job_instance_id) "
                                + "where job_name = 'readExport'")
                .query(Long.class)
                .single();
    }

    @Test
    void aPlaceThatIsAwayIsNotAskedForEachFile() throws IOException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        drop("a.csv", ADA_AND_BOB);
        drop("b.csv", ADA_AND_BOB + "Cem,cem@example.com\n");
        var asked = new ArrayList<String>();
        try (var location = DirectoryLocation.of(folder)) {
            var broken = meddled(location, (method, first) -> {
                if (method.equals("open")) {
                    asked.add((String) first);
                    Files.move(folder, folder.resolveSibling("away"));
                }
            });
            assertThatThrownBy(() -> round.of(source, true, broken)).isInstanceOf(NotDirectoryException.class);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatWasWrongWithAPlaceIsForgottenWhenItIsThereAgain() throws IOException {
        var source = simple();
        Files.createDirectories(Objects.requireNonNull(folder.getParent()));
        Files.createFile(folder);
        ask(source);
        await().atMost(SOON).until(() -> failure(source).startsWith("The place cannot be reached"));

        Files.delete(folder);
        write("a.csv", ADA_AND_BOB);
        await().atMost(SOON).until(() -> sightings(source) == 1);
        await().atMost(SOON).until(() -> failure(source).isEmpty());
        assertThat(closed(source)).as("the file may still grow").isEmpty();

        clock.advance(Duration.ofSeconds(10));
        awaitEnd(source);
    }

    /** A place where somebody meddles before a method does its work. */
    private interface Meddling {
        void before(String method, Object first) throws IOException;
    }

    private static Location meddled(Location location, Meddling meddling) {
        return (Location) Proxy.newProxyInstance(
                Location.class.getClassLoader(), new Class<?>[] {Location.class}, (_, method, arguments) -> {
                    meddling.before(method.getName(), arguments == null ? "" : arguments[0]);
                    try {
                        return method.invoke(location, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    @Test
    void anExportIsJoinedWithTheNewestFileAlsoWhileThatIsWritten() throws IOException {
        var source = graded();
        drop("users-1.csv", users("1,Ada,ada@example.com"));
        write("users-2.csv", users("1,Ada,ada@example.org"));
        touchLater("users-2.csv");
        drop("grades.csv", grades(1));
        ask(source);
        await().during(Duration.ofMillis(500))
                .until(() -> states(source).isEmpty() && closed(source).isEmpty());

        write("users-2.csv.done", "");
        touchLater("users-2.csv.done");
        awaitEnd(source);
        assertThat(recipients()).containsExactly("ada@example.org");
    }

    @Test
    void aJoinFileThatIsStillWrittenKeepsTheRunOpen() throws IOException {
        var source = graded();
        drop("grades.csv", grades(1));
        write("users.csv", users("1,Ada,ada@example.com"));
        ask(source);
        await().atMost(SOON).until(() -> sightings(source) == 3);
        await().during(Duration.ofMillis(500)).until(() -> closed(source).isEmpty());

        clock.advance(Duration.ofSeconds(10));
        awaitEnd(source);
        assertThat(recipients()).containsExactly("ada@example.com");
    }

    @Test
    void aMarkerOfTheNightBeforeSaysNothingOfAJoinFileThatIsWrittenAnew() throws IOException {
        var source = graded();
        drop("users.csv", users("1,Ada,ada@example.com"));
        touch("users.csv", -86_400);
        touch("users.csv.done", -86_400);
        drop("monday.csv", grades(1));
        run(source);
        assertThat(recipients()).containsExactly("ada@example.com");

        write("users.csv", users("2,Bob,bob@example.com"));
        drop("tuesday.csv", grades(2, 3));
        ask(source);
        await().during(Duration.ofMillis(500)).until(() -> states(source).equals(List.of("monday.csv taken")));

        write("users.csv", users("2,Bob,bob@example.com", "3,Cem,cem@example.com"));
        write("users.csv.done", "");
        awaitEnd(source);
        assertThat(recipients()).containsExactly("ada@example.com", "bob@example.com", "cem@example.com");
    }

    @Test
    void anExportThatIsRewrittenWhileItIsCopiedIsTakenInTheSameRun() throws IOException, JobExecutionException {
        runs.stop();
        var source = sources.find(simple()).orElseThrow().source();
        sources.open(source.id());
        drop("a.csv", "name,email\nAda,ada@example.com\n");
        var opened = new AtomicInteger();
        try (var location = DirectoryLocation.of(folder)) {
            round.of(source, true, meddled(location, (method, first) -> {
                if (method.equals("open") && first.equals("a.csv") && opened.incrementAndGet() == 2) {
                    drop("a.csv", ADA_AND_BOB);
                }
            }));
        }
        assertThat(states(source.id())).containsExactly("a.csv gone");

        runs.start();
        awaitClosed(source.id(), clock.instant());
        assertThat(states(source.id())).containsExactly("a.csv gone", "a.csv taken");
    }

    @Test
    void joinFilesThatAreTooManyToFindTheNewestFailTheRun() throws IOException {
        var source = graded();
        Files.createDirectories(folder);
        for (var n = 0; n < Location.MOST_LISTED; n++) {
            Files.createFile(folder.resolve("users-" + n + ".csv"));
        }
        drop("grades.csv", grades(1));
        ask(source);
        await().atMost(SOON).until(() -> failure(source).contains("10,000 files"));
        assertThat(closed(source)).isEmpty();
    }

    @Test
    void hiddenFilesAndMarkersAreNoJoinFiles() throws IOException {
        var source = source(
                organization, badge, "canvas-gradebook", "{\"minimum\": 80}", "{\"users\": \"*users*\"}", "grades*");
        drop("users.csv", users("1,Ada,ada@example.com"));
        write(".users.csv.part", "half of\n");
        write("grades.csv", grades(1));
        touchLater("users.csv.done");
        touchLater(".users.csv.part");
        clock.advance(Duration.ofSeconds(30));
        ask(source);
        await().atMost(SOON).until(() -> sightings(source) > 0);
        clock.advance(Duration.ofSeconds(10));
        awaitEnd(source);

        assertThat(states(source)).containsExactly("grades.csv taken");
        assertThat(recipients()).containsExactly("ada@example.com");
    }

    private List<Instant> closed(UUID source) {
        return instants(
                "select closed_at from lms_run r where source_id = ? and closed_at is not null and exists "
                        + "(select from lms_run_request q where q.source_id = r.source_id and q.requested_at = r.requested_at)",
                source);
    }

    @Test
    void aContentThatWaitsElsewhereIsNotPutAwayAsTaken() throws IOException {
        var source = graded();
        drop("monday.csv", grades(1));
        touch("monday.csv", -60);
        drop("tuesday.csv", grades(1));
        run(source);
        assertThat(states(source)).containsExactly("monday.csv waiting");
        assertThat(lying(folder)).contains("monday.csv", "tuesday.csv");

        // The first to come is taken away: the other one is as good.
        Files.delete(folder.resolve("monday.csv"));
        drop("wednesday.csv", grades(1));
        drop("users.csv", users("1,Ada,ada@example.com"));
        run(source);
        assertThat(states(source)).containsExactlyInAnyOrder("tuesday.csv taken", "wednesday.csv repeated");
        assertThat(recipients()).containsExactly("ada@example.com");
    }

    /** Whoever dies in between is replaced by one who throws them away. */
    @Test
    void piecesOfAFileAreThrownAwayBeforeItIsGivenUp() {
        var source = simple();
        var file = UUID.randomUUID();
        database.sql("""
                        insert into lms_file (id, source_id, organization_id, sha256, name, bytes, version, found_at, state)
                        values (?, ?, ?, '\\x00', 'away.csv', 1, 'v', ?, 'copying')
                        """).params(file, source, organization.value(), now()).update();
        database.sql("insert into lms_piece (file_id, number, bytes) values (?, 0, '\\x00')")
                .param(file)
                .update();
        database.sql("""
                        create function refuse() returns trigger language plpgsql as $$
                        begin raise exception 'the worker is gone'; end $$
                        """).update();
        database.sql("create trigger refuse before delete on lms_piece execute function refuse()")
                .update();
        try {
            ask(source);
            await().atMost(SOON).until(() -> failure(source).contains("cannot be seen to its end"));
            assertThat(states(source)).containsExactly("away.csv copying");
        } finally {
            database.sql("drop function refuse cascade").update();
        }
        awaitEnd(source);
        assertThat(states(source)).containsExactly("away.csv gone");
        assertThat(leftovers()).isZero();
    }

    @Test
    void whoHasNoAddressInAnExportThatBringsThemIsAnInvalidRowLikeAnyOther() {
        var source =
                source(organization, badge, "openedx-grade-report", "{}", "{\"names\": \"names*.csv\"}", "grades*.csv");
        drop("names.csv", "username,name\nada,Ada Berg\nbob,Bob Cho\n");
        drop("grades.csv", """
                Student ID,Email,Username,Grade,Certificate Eligible
                1,ada@example.com,ada,1,Y
                2,,bob,1,Y
                """);
        run(source);

        assertThat(recipients()).containsExactly("ada@example.com");
        assertThat(texts(
                        "select r.invalid from cohort_row r join cohort c on c.id = r.cohort_id where c.source_id = ? and r.invalid is not null",
                        source))
                .containsExactly("The email must not be empty.");
        assertThat(rows(source)).containsEntry("unknown", 0);
    }

    @Test
    void whatWasDetectedInAJoinFileIsLogged(CapturedOutput output) {
        var source = graded();
        drop("users.csv", users("1,Ada,ada@example.com").replace(',', ';'));
        drop("one.csv", grades(1));
        run(source);

        assertThat(output.toString()
                        .lines()
                        .filter(line -> line.contains("Join file is recognised") && line.contains(source.toString())))
                .singleElement()
                .asString()
                .contains("users", "semicolons");
    }

    @Test
    void anExportWaitsForItsJoinFileAndNobodyIsLost() {
        var source = source(
                organization, badge, "canvas-gradebook", "{\"minimum\": 80}", "{\"users\": \"users*.csv\"}", "*.csv");
        var export = """
                Student,ID,SIS Login ID,Section,Current Score,Unposted Current Score,Final Score,Unposted Final Score
                    Points Possible,,,,(read only),(read only),(read only),(read only)
                "Berg, Ada",1,ada,A,95,95,91.5,91.5
                "Cho, Bob",2,bob,A,95,95,79.9,79.9
                "Diaz, Cem",3,cem,A,95,95,80,80
                "Eze, Dan",4,dan,A,95,95,100,100
                "Fox, Eve",5,eve,A,95,95,100,100
                """;
        drop("grades.csv", export);
        run(source);
        assertThat(states(source)).containsExactly("grades.csv waiting");
        assertThat(reason(source)).contains("users", "users*.csv");

        drop("users-1.csv", "nonsense\n1\n");
        run(source);
        assertThat(reason(source)).contains("users-1.csv cannot be used");

        drop("users-2.csv", """
                canvas_user_id,user_id,integration_id,authentication_provider_id,login_id,first_name,last_name,full_name,sortable_name,short_name,email,status,created_by_sis
                1,,,,ada,Ada,Berg,Ada Berg,"Berg, Ada",Ada,ada@example.com,active,false
                2,,,,bob,Bob,Cho,Bob Cho,"Cho, Bob",Bob,bob@example.com,active,false
                4,,,,dan,Dan,Eze,Dan Eze,"Eze, Dan",Dan,,active,false
                5,,,,eve,Eve,Fox,Eve Fox,"Fox, Eve",Eve,eve@example.com,active,false
                5,,,,eve2,Eve,Fox,Eve Fox,"Fox, Eve",Eve,eve@example.org,active,false
                """);
        touchLater("users-2.csv");
        touchLater("users-2.csv.done");
        run(source);

        assertThat(states(source)).containsExactly("grades.csv taken");
        assertThat(recipients()).containsExactly("ada@example.com");
        assertThat(rows(source))
                .containsEntry("earned", 4)
                .containsEntry("notEarned", 1)
                .containsEntry("passedOver", 1)
                .containsEntry("unknown", 3);
        var notes = report("processed")
                .get("notes")
                .valueStream()
                .collect(Collectors.toMap(
                        note -> note.get("line").asInt(),
                        note -> note.get("why").asString()));
        assertThat(notes.get(5)).contains("Nobody", "3");
        assertThat(notes.get(6)).contains("no address", "4");
        assertThat(notes.get(7)).contains("several addresses", "5");
        assertThat(database.sql(
                                "select count(*) from cohort_row r join cohort c on c.id = r.cohort_id where c.source_id = ? and r.invalid is not null")
                        .param(source)
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
        assertThat(lying(folder))
                .containsExactlyInAnyOrder("users-1.csv", "users-2.csv", "users-1.csv.done", "users-2.csv.done");
    }

    @Test
    void aJoinFileIsCopiedOnceForEachOfItsVersions() {
        var source = graded();
        drop("users.csv", users("1,Ada,ada@example.com", "2,Bob,bob@example.com", "3,Cem,cem@example.com"));
        drop("one.csv", grades(1));
        drop("two.csv", grades(1, 2));
        run(source);
        drop("three.csv", grades(1, 2, 3));
        run(source);

        assertThat(recipients()).containsExactly("ada@example.com", "bob@example.com", "cem@example.com");
        var copy = joins(source);
        assertThat(copy).hasSize(1);
        assertThat(texts("select array_to_string(joins, ' ') from lms_file where source_id = ?", source))
                .hasSize(3)
                .containsOnly(copy.getFirst());
        assertThat(texts("select key from lms_person where file_id = ?", UUID.fromString(copy.getFirst())))
                .containsExactlyInAnyOrder("1", "2", "3");

        drop("users.csv", users("4,Dan,dan@example.com"));
        drop("four.csv", grades(3, 4));
        run(source);

        assertThat(recipients()).hasSize(4).contains("dan@example.com");
        assertThat(texts("select rows_unknown::text from lms_file where source_id = ? and name = 'four.csv'", source))
                .containsExactly("1");
        assertThat(joins(source)).hasSize(1).doesNotContain(copy.getFirst());
        assertThat(leftovers()).isZero();
    }

    /** It would look for its people where there are none, and what it takes is never taken again. */
    @Test
    void aWorkerOfTheReleaseBeforeDoesNotTakeAFileWithPeopleOver() {
        var source = graded();
        var left = new ArrayList<String>();
        watcher.killAt(Point.COPIED, () -> left.addAll(states(source)));
        drop("users.csv", users("1,Ada,ada@example.com"));
        drop("one.csv", grades(1));
        run(source);

        assertThat(left).as("a state that it does not know").containsExactly("one.csv joining");
        assertThat(states(source)).containsExactly("one.csv taken");
        assertThat(recipients()).containsExactly("ada@example.com");
    }

    @Test
    void aJoinFileThatIsRewrittenWhileItIsReadIsReadAgain() throws IOException {
        var source = sources.find(graded()).orElseThrow().source();
        drop("users.csv", users("1,Ada,ada@example.com", "2,Bob,bob@example.com"));
        try (var location = DirectoryLocation.of(folder)) {
            var rewritten = (Location) Proxy.newProxyInstance(
                    Location.class.getClassLoader(), new Class<?>[] {Location.class}, (_, method, arguments) -> {
                        if (method.getName().equals("open")) {
                            drop("users.csv", users("1,Ada,ada@example.org"));
                        }
                        return method.invoke(location, arguments);
                    });

            assertThat(joinFiles.peopleOf(source, "users", users(location), rewritten))
                    .isEmpty();
            assertThat(joins(source.id())).isEmpty();
            assertThat(leftovers()).isZero();

            var again = joinFiles.peopleOf(source, "users", users(location), location);
            assertThat(texts("select email from lms_person where file_id = ?", again.orElseThrow()))
                    .containsExactly("ada@example.org");
        }
    }

    private static Arrival users(Location location) throws IOException {
        return location.list(_ -> true).stream()
                .filter(file -> file.name().equals("users.csv"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCopyOfAJoinFileThatBrokeOffIsMadeAnew() {
        var source = graded();
        drop("users.csv", users("1,Ada,ada@example.com"));
        var broken = UUID.randomUUID();
        for (var state : List.of("copying", "leaving")) {
            database.sql("insert into lms_join (id, source_id, role, profile, name, version, state) "
                            + "values (?, ?, 'users', 'canvas-gradebook', 'users.csv', ?, ?)")
                    .params(state.equals("copying") ? broken : UUID.randomUUID(), source, version("users.csv"), state)
                    .update();
        }
        database.sql("insert into lms_person (file_id, key, name, email) values (?, '1', 'Eve', 'eve@example.com')")
                .param(broken)
                .update();
        drop("one.csv", grades(1));
        run(source);

        assertThat(recipients()).containsExactly("ada@example.com");
        assertThat(joins(source)).hasSize(1).doesNotContain(broken.toString());
        assertThat(leftovers()).isZero();
    }

    /** Its lock broke off unnoticed, and another worker threw away what it was about to copy. */
    @Test
    void aWorkerThatWasTakenForDeadCopiesNoMore() throws IOException {
        var source = sources.find(graded()).orElseThrow().source();
        drop("users.csv", users("1,Ada,ada@example.com", "2,Bob,bob@example.com"));
        try (var location = DirectoryLocation.of(folder)) {
            var users = users(location);
            var interrupted = (Location) Proxy.newProxyInstance(
                    Location.class.getClassLoader(), new Class<?>[] {Location.class}, (_, method, arguments) -> {
                        joinFiles.keepOnly(source, Map.of());
                        return method.invoke(location, arguments);
                    });

            assertThatThrownBy(() -> joinFiles.peopleOf(source, "users", users, interrupted))
                    .hasMessageContaining("another worker");
        }
        assertThat(joins(source.id())).isEmpty();
        assertThat(leftovers()).isZero();
    }

    @Test
    void whoWasInAJoinFileIsForgottenWithTheFileAndWithTheSource() throws IOException {
        var source = graded();
        drop("users.csv", users("1,Ada,ada@example.com"));
        drop("one.csv", grades(1));
        run(source);
        assertThat(joins(source)).hasSize(1);
        Files.delete(folder.resolve("users.csv"));
        run(source);
        assertThat(joins(source)).isEmpty();

        drop("users.csv", users("1,Ada,ada@example.com"));
        drop("two.csv", grades(1, 2));
        run(source);
        assertThat(joins(source)).hasSize(1);
        database.sql("update lms_source set deleted_at = ? where id = ?")
                .params(now(), source)
                .update();
        await().atMost(SOON).until(() -> joins(source).isEmpty());
        assertThat(leftovers()).isZero();
    }

    private UUID graded() {
        return source(
                organization, badge, "canvas-gradebook", "{\"minimum\": 80}", "{\"users\": \"users*.csv\"}", "*.csv");
    }

    /** All of them earn. */
    private static String grades(int... ids) {
        return IntStream.of(ids)
                .mapToObj(id -> "\"Student, A\",%d,login%d,95,95\n".formatted(id, id))
                .collect(Collectors.joining("", "Student,ID,SIS Login ID,Current Score,Final Score\n", ""));
    }

    private static String users(String... idsNamesAddresses) {
        return String.join("\n", idsNamesAddresses)
                .transform(people -> "canvas_user_id,full_name,email\n" + people + "\n");
    }

    private List<String> joins(UUID source) {
        return texts("select id::text from lms_join where source_id = ?", source);
    }

    private String version(String name) {
        try (var location = DirectoryLocation.of(folder)) {
            return location.list(_ -> true).stream()
                    .filter(file -> file.name().equals(name))
                    .map(Arrival::version)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aWaitingFileThatIsReplacedOrTakenAwayWaitsNoLonger() throws IOException {
        var source = source(
                organization, badge, "canvas-gradebook", "{\"minimum\": 80}", "{\"users\": \"users*.csv\"}", "*.csv");
        drop("grades.csv", "one\n");
        run(source);
        drop("grades.csv", "two\n");
        run(source);
        assertThat(states(source)).containsExactlyInAnyOrder("grades.csv gone", "grades.csv waiting");
        Files.delete(folder.resolve("grades.csv"));
        run(source);
        assertThat(states(source)).containsExactly("grades.csv gone", "grades.csv gone");
    }

    @Test
    void manyWorkersTakeEachFileOnce() {
        var others = Stream.generate(this::anotherWorker).limit(3).toList();
        try {
            var source = simple();
            for (var n = 1; n <= 12; n++) {
                drop(n + ".csv", people(n * 10, n * 10 + 4));
            }
            others.forEach(SourceRuns::start);
            run(source);

            assertThat(states(source)).hasSize(12).allMatch(state -> state.endsWith(" taken"));
            assertThat(cohorts()).isEqualTo(12);
            assertThat(recipients()).hasSize(60).doesNotHaveDuplicates();
            assertThat(lying(folder.resolve("processed"))).hasSize(24);
        } finally {
            others.forEach(SourceRuns::stop);
        }
    }

    @Test
    void aRunWhoseLockIsLostIsStoppedAndAnotherWorkerGoesOnWithIt() {
        var source = simple();
        var isStopped = new AtomicBoolean();
        watcher.killAt(Point.RECORDED, () -> {
            loseLocks();
            try {
                Thread.sleep(SOON);
            } catch (InterruptedException e) {
                isStopped.set(true);
                Thread.currentThread().interrupt();
            }
        });
        drop("a.csv", people(1, 10));
        run(source);

        await().atMost(SOON.dividedBy(2)).untilTrue(isStopped);
        assertThat(states(source)).containsExactly("a.csv taken");
        assertThat(recipients()).hasSize(10);
        assertThat(cohorts()).isEqualTo(1);
        assertThat(leftovers()).isZero();
    }

    private void loseLocks() {
        database.sql("""
                        select pg_terminate_backend(pid) from pg_locks join pg_database d on d.oid = database
                        where locktype = 'advisory' and datname = current_database()
                        """).query(Boolean.class).list();
    }

    @Test
    void theScheduleIsCarriedOutAndWhatWasMissedIsMadeUpOnce() {
        clock.set(Instant.parse("2031-03-29T12:00:00Z"));
        var source = simple();
        schedule(source, "0 30 2 * * *", "Europe/Berlin");
        await().during(Duration.ofMillis(300)).until(() -> opened(source).isEmpty());

        // On 30 March the hour from two to three is left out.
        clock.set(Instant.parse("2031-03-30T00:59:59Z"));
        await().during(Duration.ofMillis(300)).until(() -> opened(source).isEmpty());
        clock.set(Instant.parse("2031-03-30T01:00:00Z"));
        awaitClosed(source, clock.instant());
        clock.set(Instant.parse("2031-03-30T23:00:00Z"));
        await().during(Duration.ofMillis(300))
                .until(() -> opened(source).equals(List.of(Instant.parse("2031-03-30T01:00:00Z"))));
        assertThat(next(source)).isEqualTo(Instant.parse("2031-03-31T00:30:00Z"));

        runs.stop();
        clock.set(Instant.parse("2031-04-20T10:00:00Z"));
        runs.start();
        awaitClosed(source, clock.instant());
        assertThat(next(source)).isEqualTo(Instant.parse("2031-04-21T00:30:00Z"));
        clock.advance(Duration.ofHours(1));
        await().during(Duration.ofMillis(300))
                .until(() -> opened(source).equals(List.of(Instant.parse("2031-04-20T10:00:00Z"))));

        // On 26 October it is there twice.
        clock.set(Instant.parse("2031-10-26T00:30:00Z"));
        awaitClosed(source, clock.instant());
        clock.set(Instant.parse("2031-10-26T01:30:00Z"));
        await().during(Duration.ofMillis(300))
                .until(() -> opened(source).equals(List.of(Instant.parse("2031-10-26T00:30:00Z"))));
    }

    @Test
    void organizationsDoNotMeet() throws IOException {
        var mine = simple();
        var other = given.organization("professional", 1_000_000);
        new Asker(topics).makeSigningKey(other, testDatabase);
        var theirs = source(other, given.badge(other, 365), "simple", "{}", "{}", "*.csv");
        drop("a.csv", ADA_AND_BOB);
        write(folderOf(other), "a.csv", ADA_AND_BOB);
        write(folderOf(other), "a.csv.done", "");
        run(mine);
        run(theirs);

        assertThat(states(mine)).containsExactly("a.csv taken");
        assertThat(states(theirs)).containsExactly("a.csv taken");
        assertThat(recipients()).hasSize(2);
        assertThat(recipients(other)).hasSize(2);
        assertThat(cohorts()).isEqualTo(1);

        var prying = source(organization, badge, "simple", "{}", "{}", "*.csv", "../" + slug(other) + "/in");
        write(folderOf(other), "b.csv", "name,email\nEve,eve@example.com\n");
        ask(prying);
        await().atMost(SOON).until(() -> failure(prying).contains("leads out"));
        assertThat(states(prying)).isEmpty();
        assertThat(lying(folderOf(other))).containsExactly("b.csv");
    }

    @Test
    void whoIsNotEntitledIsNotSeenTo() {
        var source = simple();
        drop("a.csv", ADA_AND_BOB);
        database.sql("update organization set plan = 'free' where id = ?")
                .param(organization.value())
                .update();
        ask(source);
        await().during(Duration.ofMillis(500)).until(() -> states(source).isEmpty());
        database.sql("update organization set plan = 'professional' where id = ?")
                .param(organization.value())
                .update();
        awaitEnd(source);
        assertThat(states(source)).containsExactly("a.csv taken");
    }

    @Test
    void theOperatorsSourceReadsFromTheOperatorsPlace() throws IOException {
        var nightly = settings.sources().getFirst().id();
        assertThat(texts("select name from lms_operator_source where id = ?", nightly))
                .as("its organization and badge are still to be made")
                .isEmpty();
        database.sql("update organization set slug = 'operated' where id = ?")
                .param(organization.value())
                .update();
        database.sql("update badge set slug = 'nightly' where id = ?")
                .param(badge.value())
                .update();
        await().atMost(SOON)
                .until(() -> !texts("select name from lms_operator_source where id = ?", nightly)
                        .isEmpty());
        var drop = root.resolve("operators");
        write(drop, "others.csv", ADA_AND_BOB);
        write(drop, "grades-07.csv", """
                First name,Last name,ID number,Institution,Department,Email address,Course total (Real)
                Ada,Berg,,,,ada@example.com,50.50
                Bob,Cho,,,,bob@example.com,50.49
                """);
        write(drop, "grades-07.csv.done", "");
        run(nightly);

        assertThat(states(nightly)).containsExactly("grades-07.csv taken");
        assertThat(recipients()).containsExactly("ada@example.com");
        assertThat(lying(drop)).containsExactly("others.csv");
    }

    @Test
    void aSourceThatIsNotConfiguredAnyMoreIsNotShown() {
        database.sql("update badge set slug = 'configured' where id = ?")
                .param(badge.value())
                .update();
        var weekly = new OperatorSource(
                slug(organization),
                "Weekly",
                "configured",
                LmsProfile.SIMPLE,
                null,
                root,
                null,
                null,
                "*.csv",
                Map.of(),
                "@yearly",
                "UTC",
                true);
        var with = new OperatorSources(asWorker, with(weekly), clock);
        var without = new OperatorSources(asWorker, settings, clock);
        with.record();
        var since = scheduledAt(weekly);

        clock.advance(OperatorSources.GONE_AFTER);
        with.record();
        clock.advance(OperatorSources.GONE_AFTER);
        without.record();
        assertThat(shown(weekly))
                .as("the worker that has it was not replaced yet")
                .isTrue();
        assertThat(scheduledAt(weekly)).isEqualTo(since);

        clock.advance(Duration.ofSeconds(1));
        without.record();
        assertThat(shown(weekly)).isFalse();
        assertThat(sources.find(weekly.id()).orElseThrow().source().isActive()).isFalse();

        clock.advance(Duration.ofDays(1));
        with.record();
        assertThat(shown(weekly)).as("it was only away").isTrue();
        assertThat(scheduledAt(weekly))
                .as("what was due meanwhile is not made up")
                .isEqualTo(clock.instant());
        clock.advance(OperatorSources.GONE_AFTER.plusSeconds(1));
        without.record();
        assertThat(shown(weekly)).isFalse();
    }

    private LmsSettings with(OperatorSource one) {
        return new LmsSettings(
                settings.root(),
                settings.lookInterval(),
                settings.settle(),
                settings.maxFile(),
                settings.chunk(),
                settings.concurrentRuns(),
                settings.retryDelay(),
                settings.shownFaults(),
                Stream.concat(settings.sources().stream(), Stream.of(one)).toList());
    }

    private boolean shown(OperatorSource source) {
        return !texts("select name from lms_any_source where deleted_at is null and id = ?", source.id())
                .isEmpty();
    }

    private Instant scheduledAt(OperatorSource source) {
        return instants("select scheduled_at from lms_operator_source where id = ?", source.id())
                .getFirst();
    }

    @Autowired
    private JdbcClient asWorker;

    private SourceRuns anotherWorker() {
        return new SourceRuns(operators, sources, locations, round, joinFiles, dataSource, settings, clock);
    }

    @Autowired
    private OperatorSources operators;

    @Autowired
    private Sources sources;

    @Autowired
    private Locations locations;

    @Autowired
    private Round round;

    @Autowired
    private JoinFiles joinFiles;

    @Autowired
    private LmsSettings settings;

    private UUID simple() {
        return source(organization, badge, "simple", "{}", "{}", "*.csv");
    }

    private UUID source(OrganizationId whose, BadgeId what, String profile, String rule, String joins, String pattern) {
        return source(whose, what, profile, rule, joins, pattern, "in");
    }

    private UUID source(
            OrganizationId whose,
            BadgeId what,
            String profile,
            String rule,
            String joins,
            String pattern,
            String place) {
        var id = UUID.randomUUID();
        database.sql("""
                        insert into lms_source (id, organization_id, badge_id, name, profile, rule, folder, file_pattern, join_files,
                            cron, time_zone, is_active, scheduled_at, created_at)
                        values (?, ?, ?, 'Ours', ?, ?::jsonb, ?, ?, ?::jsonb, '0 0 0 1 1 *', 'UTC', true, ?, ?)
                        """)
                .params(id, whose.value(), what.value(), profile, rule, place, pattern, joins, now(), now())
                .update();
        return id;
    }

    private void schedule(UUID source, String cron, String zone) {
        database.sql("update lms_source set cron = ?, time_zone = ?, scheduled_at = ? where id = ?")
                .params(cron, zone, now(), source)
                .update();
    }

    private Path folderOf(OrganizationId whose) {
        return root.resolve(slug(whose)).resolve("in");
    }

    private String slug(OrganizationId whose) {
        return database.sql("select slug from organization where id = ?")
                .param(whose.value())
                .query(String.class)
                .single();
    }

    /** Whole, and said to be. */
    private void drop(String name, String text) {
        try {
            write(name, text);
            write(name + ".done", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) throws IOException {
        write(folder, name, text);
    }

    private static void write(Path into, String name, String text) throws IOException {
        Files.createDirectories(into);
        var draft = Files.write(into.resolve("." + name), text.getBytes(UTF_8));
        Files.move(
                draft,
                into.resolve(name),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void touchLater(String name) {
        touch(name, 60);
    }

    private void touch(String name, long seconds) {
        try {
            Files.setLastModifiedTime(
                    folder.resolve(name),
                    java.nio.file.attribute.FileTime.from(Files.getLastModifiedTime(folder.resolve(name))
                            .toInstant()
                            .plusSeconds(seconds)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitClosed(UUID source, Instant opened) {
        await().atMost(SOON)
                .until(() -> database.sql("""
                                select exists (select from lms_run
                                    where source_id = ? and opened_at = ? and closed_at is not null)
                                """)
                        .params(source, Timestamp.from(opened))
                        .query(Boolean.class)
                        .single());
    }

    private List<Instant> opened(UUID source) {
        return instants("select opened_at from lms_run where source_id = ?", source);
    }

    private Instant next(UUID source) {
        return instants("select next_at from lms_run where source_id = ?", source)
                .getFirst();
    }

    private Instant seen(UUID source) {
        return instants("select seen_at from lms_sighting where source_id = ?", source)
                .getFirst();
    }

    private List<Instant> instants(String sql, UUID source) {
        return database.sql(sql)
                .param(source)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .list();
    }

    private long sightings(UUID source) {
        return instants("select seen_at from lms_sighting where source_id = ?", source)
                .size();
    }

    private String reason(UUID source) {
        return texts("select coalesce(reason, '') from lms_file where source_id = ?", source)
                .getFirst();
    }

    private List<String> recipients() {
        return recipients(organization);
    }

    private Map<String, Integer> rows(UUID source) {
        return database.sql("""
                        select rows_earned, rows_not_earned, rows_passed_over, rows_unknown from lms_file where source_id = ?
                        """)
                .param(source)
                .query((row, n) -> Map.of(
                        "earned", row.getInt(1),
                        "notEarned", row.getInt(2),
                        "passedOver", row.getInt(3),
                        "unknown", row.getInt(4)))
                .single();
    }

    private long cohorts() {
        return database.sql("select count(*) from cohort where organization_id = ?")
                .param(organization.value())
                .query(Long.class)
                .single();
    }

    private void revoke(String email) {
        database.sql(
                        "update credential set revoked_at = ?, revocation_reason = 'x' where recipient_email = ? and organization_id = ?")
                .params(now(), email, organization.value())
                .update();
    }

    private JsonNode report(String where) {
        return reports(where).getFirst();
    }

    private List<JsonNode> reports(String where) {
        var reports = new ArrayList<JsonNode>();
        for (var name : lying(folder.resolve(where))) {
            if (name.endsWith(".report.json")) {
                try {
                    reports.add(Json.JSON.readTree(
                            Files.readString(folder.resolve(where).resolve(name))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return reports;
    }

    private static List<String> lying(Path where) {
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (var files = Files.list(where)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> Objects.requireNonNull(file.getFileName()).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
