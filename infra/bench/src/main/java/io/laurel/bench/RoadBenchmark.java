package io.laurel.bench;

import io.laurel.localstack.RunningStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends a cohort down the whole road, from the upload to the last mail, and tells what each stage took. Meanwhile single
 * requests are made, one after the other, to see what a cohort costs everyone else.
 */
public final class RoadBenchmark {

    private static final List<String> SERVICES = List.of("ingress", "worker", "notifier", "verifier");
    private static final Duration BETWEEN_SINGLE_REQUESTS = Duration.ofMillis(50);

    private final RunningStack stack;
    private final Road road;
    private final Path data;
    private final int rows;

    private RoadBenchmark(RunningStack stack, Path data, int rows) {
        this.stack = stack;
        this.road = new Road(stack);
        this.data = data;
        this.rows = rows;
    }

    /**
     * Measures one cohort, or several of growing size, or an export of a learning management system.
     *
     * @param arguments how many rows a cohort has, or several numbers with commas between them; how many credentials there are
     *     before the last one; and, for an export instead, how many rows it has
     */
    public static void main(String[] arguments) throws Exception {
        var rows = Arrays.stream(arguments[0].split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
        var data = Files.createTempDirectory("laurel-bench-");
        try (var stack = RunningStack.start(data)) {
            int exported = Integer.parseInt(arguments[2]);
            if (exported > 0) {
                new ExportBenchmark(stack, exported).run();
            } else if (rows.size() == 1) {
                new RoadBenchmark(stack, data, rows.getFirst()).run();
            } else {
                new GrowthBenchmark(stack, rows, Integer.parseInt(arguments[1])).run();
            }
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
                    () -> latencies.add(road.issueOne("during")),
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
        road.await(road.submit("warm-up", rows));
        double seconds = seconds(start, Instant.now());
        System.out.printf("  just started, recorded    %7.1f s  %,9.0f credentials/s%n", seconds, rows / seconds);
        for (int n = 0; n < 100; n++) {
            road.issueOne("warm-up");
        }
        road.awaitMails(rows + 100);
    }

    private void measure(List<Long> latencies, long bytesBefore)
            throws IOException, InterruptedException, SQLException {
        long mailsBefore = road.mails();
        var processorBefore = processorTime();
        var start = Instant.now();
        var job = road.submit("measured", rows);
        var uploaded = Instant.now();
        var done = road.await(job);
        var recorded = Instant.now();
        int single = latencies.size();
        road.awaitMails(mailsBefore + rows + single);
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

    static void percentiles(List<Long> latencies) {
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
        times.put("broker", processorTime(stack.process("kafka")));
        times.put("mailbox, door", processorTime(stack.launcher()));
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
        System.out.printf("  most memory of broker    %5d MB%n", peakMegabytes(stack.process("kafka")));
        System.out.printf("  … of mailbox, front door %5d MB%n", peakMegabytes(stack.launcher()));
    }

    /** What the worker's own timers say of its steps. */
    private void steps() throws IOException, InterruptedException {
        road.metrics("worker")
                .filter(line -> line.startsWith("laurel_worker_step_seconds") || line.startsWith("laurel_worker_batch"))
                .forEach(line -> System.out.printf("    %s%n", line));
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

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
