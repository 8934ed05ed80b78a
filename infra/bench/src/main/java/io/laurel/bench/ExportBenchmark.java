package io.laurel.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.localstack.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A grade export of Canvas in which everybody earned, joined with a file of as many users: from the moment in which both lie in
 * the organization's folder to the last credential, and the heaps meanwhile.
 */
final class ExportBenchmark {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final RunningStack stack;
    private final Road road;
    private final int rows;

    ExportBenchmark(RunningStack stack, int rows) {
        this.stack = stack;
        this.road = new Road(stack);
        this.rows = rows;
    }

    private record Taken(String state, String cohort, double read, double archived) {}

    void run() throws IOException, InterruptedException, SQLException {
        System.out.printf(
                "An export of %,d rows and a join file of as many, on %d cores%n",
                rows, Runtime.getRuntime().availableProcessors());
        var folder = Files.createDirectories(stack.folder()
                .resolve("lms")
                .resolve(stack.get("LAUREL_ORG_SLUG"))
                .resolve("bench"));
        write(
                folder.resolve("users.csv"),
                "canvas_user_id,full_name,email,status",
                n -> "%d,Ödön Müller %d,export-%d@example.com,active".formatted(n, n, n));
        write(
                folder.resolve("grades.csv"),
                "student name,student id,student sis,course,course id,section,term,current score,final score,enrollment state",
                n -> "\"Müller, Ödön %d\",%d,S%d,Physics,1,A,Autumn,91.5,%d,active".formatted(n, n, n, 80 + n % 20));
        System.out.printf("  %,d MB and %,d MB%n", megabytes(folder, "grades.csv"), megabytes(folder, "users.csv"));
        try (var heaps = Heaps.watch(road)) {
            var start = Instant.now();
            var source = makeSource();
            var taken = awaitTaken(source, start);
            System.out.printf(
                    "  hashed, copied, read, joined %8.1f s  %,9.0f rows/s%n", taken.read(), rows / taken.read());
            System.out.printf("  put away                     %8.1f s%n", taken.archived() - taken.read());
            var begun = Instant.now();
            var done = road.await(taken.cohort());
            var seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
            System.out.printf(
                    "  issued                       %8.1f s  %,9.0f credentials/s%n", seconds, rows / seconds);
            System.out.printf(
                    "  successful %,d, otherwise %,d%n",
                    done.get("successful").asInt(),
                    rows - done.get("successful").asInt());
            heaps.print();
        }
    }

    private void write(Path file, String header, IntFunction<String> line) throws IOException {
        Files.write(
                file,
                () -> IntStream.rangeClosed(0, rows)
                        .<CharSequence>mapToObj(n -> n == 0 ? header : line.apply(n))
                        .iterator(),
                UTF_8);
        Files.createFile(file.resolveSibling(file.getFileName() + ".done"));
    }

    private static long megabytes(Path folder, String name) throws IOException {
        return Files.size(folder.resolve(name)) / (1 << 20);
    }

    private String makeSource() throws IOException, InterruptedException {
        var token = post(
                null,
                "/api/auth/login",
                Map.of("email", stack.get("LAUREL_OWNER_EMAIL"), "password", stack.get("LAUREL_OWNER_PASSWORD")),
                "accessToken");
        var sources = "/api/organizations/" + stack.get("LAUREL_ORG_ID") + "/lms-sources";
        var source = post(
                token,
                sources,
                Map.of(
                        "name", "Bench",
                        "badgeId", stack.get("LAUREL_BADGE_ID"),
                        "profile", "canvas-grade-export",
                        "rule", Map.of("minimum", 80),
                        "folder", "bench",
                        "filePattern", "grades*.csv",
                        "joinFiles", Map.of("users", "users*.csv"),
                        "cron", "0 0 0 1 1 *",
                        "timeZone", "UTC"),
                "id");
        post(token, sources + "/" + source + "/run", Map.of(), "id");
        return source;
    }

    private String post(@Nullable String token, String path, Object body, String wanted)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stack.get("LAUREL_BASE_URL") + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = road.send(request.build());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).get(wanted).asString();
    }

    private Taken awaitTaken(String source, Instant start) throws SQLException, InterruptedException {
        var deadline = start.plus(LONGEST);
        while (Instant.now().isBefore(deadline)) {
            var taken = taken(source, start);
            if (taken.isPresent()) {
                if (!taken.get().state().equals("taken")) {
                    throw new IllegalStateException(
                            "the export was " + taken.get().state());
                }
                return taken.get();
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("the export was not taken within " + LONGEST);
    }

    private Optional<Taken> taken(String source, Instant start) throws SQLException {
        var url = "jdbc:postgresql://localhost:%d/laurel".formatted(stack.port("postgres"));
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var query = connection.prepareStatement("""
                        select state, coalesce(cohort_id::text, ''), extract(epoch from ended_at), extract(epoch from archived_at)
                        from lms_file where source_id = ?::uuid and archived_at is not null
                        """)) {
            query.setString(1, source);
            try (var row = query.executeQuery()) {
                double since = start.toEpochMilli() / 1000.0;
                return row.next()
                        ? Optional.of(new Taken(
                                row.getString(1), row.getString(2), row.getDouble(3) - since, row.getDouble(4) - since))
                        : Optional.empty();
            }
        }
    }
}
