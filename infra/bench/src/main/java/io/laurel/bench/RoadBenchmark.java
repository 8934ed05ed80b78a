package io.laurel.bench;

import io.laurel.localstack.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends a cohort down the whole road, from the upload to the last mail, and tells what each stage took. Meanwhile single
 * requests are made, one after the other, to see what a cohort costs everyone else.
 */
public final class RoadBenchmark {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> SERVICES = List.of("ingress", "worker", "notifier", "verifier");
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration BETWEEN_SINGLE_REQUESTS = Duration.ofMillis(50);

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningStack stack;
    private final Path data;
    private final int rows;

    private RoadBenchmark(RunningStack stack, Path data, int rows) {
        this.stack = stack;
        this.data = data;
        this.rows = rows;
    }

    /** @param arguments how many rows the cohort has; 100,000 when not given */
    @SuppressWarnings("MissingSummary")
    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        var data = Files.createTempDirectory("laurel-bench-");
        try (var stack = RunningStack.start(data)) {
            new RoadBenchmark(stack, data, rows).run();
        }
        System.out.println("  Its data is kept in " + data);
    }

    private void run() throws IOException, InterruptedException, SQLException, ExecutionException {
        System.out.printf(
                "A cohort of %,d on %d cores%n", rows, Runtime.getRuntime().availableProcessors());
        warmUp();
        long bytesBefore = databaseBytes();
        var latencies = Collections.synchronizedList(new ArrayList<Long>());
        try (var requests = Executors.newSingleThreadScheduledExecutor()) {
            var requesting = requests.scheduleWithFixedDelay(
                    () -> latencies.add(issueOne("during")),
                    0,
                    BETWEEN_SINGLE_REQUESTS.toMillis(),
                    TimeUnit.MILLISECONDS);
            measure(latencies, bytesBefore);
            if (!requesting.cancel(true)) {
                requesting.get();
            }
        }
        new SingleRequestBenchmark(stack.port("ingress"), stack.get("LAUREL_API_KEY"), stack.get("LAUREL_BADGE_ID"))
                .run();
        new LookupBenchmark(stack.port("verifier"), someShortIds()).run();
    }

    /** A first cohort of the same size and some single requests, so that the compiler is not what is measured. */
    private void warmUp() throws IOException, InterruptedException {
        var start = Instant.now();
        await(submit("warm-up", rows));
        double seconds = seconds(start, Instant.now());
        System.out.printf("  just started, recorded    %7.1f s  %,9.0f credentials/s%n", seconds, rows / seconds);
        for (int n = 0; n < 100; n++) {
            issueOne("warm-up");
        }
        awaitMails(rows + 100);
    }

    private void measure(List<Long> latencies, long bytesBefore)
            throws IOException, InterruptedException, SQLException {
        long mailsBefore = mails();
        var processorBefore = processorTime();
        var start = Instant.now();
        var job = submit("measured", rows);
        var uploaded = Instant.now();
        var done = await(job);
        var recorded = Instant.now();
        int single = latencies.size();
        awaitMails(mailsBefore + rows + single);
        var mailed = Instant.now();

        double seconds = seconds(start, recorded);
        System.out.printf(
                "  issued %,d, otherwise %,d%n",
                done.get("successful").asInt(), rows - done.get("successful").asInt());
        System.out.printf("  upload                    %7.1f s%n", seconds(start, uploaded));
        System.out.printf(
                "  staged, decided, recorded %7.1f s  %,9.0f credentials/s%n",
                seconds(uploaded, recorded), rows / seconds(uploaded, recorded));
        System.out.printf("  all of it recorded        %7.1f s  %,9.0f credentials/s%n", seconds, rows / seconds);
        System.out.printf(
                "  all of it mailed          %7.1f s  %,9.0f mails/s%n",
                seconds(start, mailed), rows / seconds(start, mailed));
        percentiles(latencies);
        var processor = processorTime();
        processor.forEach((name, time) -> System.out.printf(
                "  processor, %-14s %6d µs a credential%n",
                name,
                time.minus(processorBefore.getOrDefault(name, Duration.ZERO)).toNanos() / 1000 / (rows + single)));
        memory();
        System.out.printf(
                "  database                  %,7d bytes a credential%n",
                (databaseBytes() - bytesBefore) / (rows + single));
        steps();
    }

    private void percentiles(List<Long> latencies) {
        var sorted = List.copyOf(latencies).stream().sorted().toList();
        System.out.printf(
                "  a single POST meanwhile   p50 %d ms, p99 %d ms, longest %d ms of %,d%n",
                sorted.get(sorted.size() / 2) / 1_000_000,
                sorted.get(sorted.size() * 99 / 100) / 1_000_000,
                sorted.getLast() / 1_000_000,
                sorted.size());
    }

    /** What each process has used so far. */
    private Map<String, Duration> processorTime() throws IOException {
        var times = new LinkedHashMap<String, Duration>();
        for (var service : SERVICES) {
            times.put(service, processorTime(stack.process(service)));
        }
        times.put("broker, mailbox", processorTime(stack.launcher()));
        times.put(
                "postgres",
                ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .command()
                                .orElse("")
                                .startsWith(data.resolve("postgres-programs").toString()))
                        .map(RoadBenchmark::processorTime)
                        .reduce(Duration.ZERO, Duration::plus));
        return times;
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void memory() throws IOException {
        for (var service : SERVICES) {
            System.out.printf("  most memory of %-9s %5d MB%n", service, peakMegabytes(stack.process(service)));
        }
        System.out.printf("  … of broker, mailbox, door %4d MB%n", peakMegabytes(stack.launcher()));
    }

    /** What the worker's own timers say of its steps. */
    private void steps() throws IOException, InterruptedException {
        var metrics = send(HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/actuator/prometheus".formatted(stack.port("worker"))))
                .build());
        metrics.body()
                .lines()
                .filter(line -> line.startsWith("laurel_worker_step_seconds") || line.startsWith("laurel_worker_batch"))
                .forEach(line -> System.out.printf("    %s%n", line));
    }

    /** How long one credential took from request to answer, in nanoseconds. */
    private long issueOne(String purpose) {
        var email = "single-%s-%d@example.com".formatted(purpose, System.nanoTime());
        var body = "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Single Request\",\"email\":\"%s\"}}"
                .formatted(stack.get("LAUREL_BADGE_ID"), email);
        long start = System.nanoTime();
        try {
            var response = send(api("/api/v1/credentials")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build());
            if (response.statusCode() != 201 && response.statusCode() != 202) {
                throw new IllegalStateException(
                        "a single request was answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - start;
    }

    private String submit(String purpose, int count) throws IOException, InterruptedException {
        var file = Files.createTempFile("laurel-cohort-", ".csv");
        Files.write(
                file,
                () -> IntStream.rangeClosed(0, count)
                        .<CharSequence>mapToObj(n ->
                                n == 0 ? "name,email" : "Ödön Müller %d,%s-%d@example.com".formatted(n, purpose, n))
                        .iterator(),
                StandardCharsets.UTF_8);
        var response = send(api("/api/v1/credentials/bulk?badgeId=" + stack.get("LAUREL_BADGE_ID"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofFile(file))
                .build());
        Files.delete(file);
        if (response.statusCode() != 202) {
            throw new IllegalStateException(
                    "the cohort was answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body()).get("id").asString();
    }

    private JsonNode await(String job) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(LONGEST);
        while (Instant.now().isBefore(deadline)) {
            var answer =
                    JSON.readTree(send(api("/api/v1/bulk-jobs/" + job).build()).body());
            var status = answer.get("status").asString();
            if (status.equals("completed")) {
                return answer;
            }
            if (status.equals("failed")) {
                throw new IllegalStateException(answer.toString());
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the cohort did not end within " + LONGEST);
    }

    private void awaitMails(long count) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(LONGEST);
        while (mails() < count) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("only %,d of %,d mails arrived".formatted(mails(), count));
            }
            Thread.sleep(100);
        }
    }

    private long mails() throws IOException, InterruptedException {
        var response = send(HttpRequest.newBuilder(URI.create(stack.get("LAUREL_MAILBOX_URL") + "/?limit=1"))
                .build());
        return response.headers().firstValueAsLong("X-Total-Count").orElseThrow();
    }

    private long databaseBytes() throws SQLException {
        var url = "jdbc:postgresql://localhost:%d/laurel".formatted(stack.port("postgres"));
        try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
                var statement = connection.createStatement();
                var size = statement.executeQuery("select pg_database_size('laurel')")) {
            size.next();
            return size.getLong(1);
        }
    }

    private List<String> someShortIds() throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:%d/laurel".formatted(stack.port("postgres")),
                        "postgres",
                        "postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select short_id from credential limit 5000")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static long peakMegabytes(ProcessHandle process) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private HttpRequest.Builder api(String path) {
        return HttpRequest.newBuilder(URI.create(stack.get("LAUREL_BASE_URL") + path))
                .header("Authorization", "Bearer " + stack.get("LAUREL_API_KEY"));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
