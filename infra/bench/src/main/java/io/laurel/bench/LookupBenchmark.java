package io.laurel.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Asks the verifier for credentials that it remembers: first as fast as it answers, then at a steady rate, where a request's time runs
 * from when it was due, so that an answer that holds up the next ones is counted for all of them.
 */
final class LookupBenchmark {

    private static final int CONNECTIONS = 16;
    private static final int STEADY_PER_SECOND = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    /** A blocking client: on the same two cores it leaves more of them to the verifier than one with threads of its own. */
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .build())
            .disableCookieManagement()
            .disableContentCompression()
            .build();

    private final List<String> addresses;

    /** @param port the verifier's own, past the front door */
    @SuppressWarnings("MissingSummary")
    LookupBenchmark(int port, List<String> shortIds) {
        this.addresses = shortIds.stream()
                .map(id -> "http://localhost:" + port + "/api/verify/" + id)
                .toList();
    }

    void run() throws InterruptedException, ExecutionException {
        flatOut(WARM_UP);
        report("look-ups flat out", flatOut(MEASURED));
        steadily(Duration.ofSeconds(5));
        report("look-ups, %,d/s asked".formatted(STEADY_PER_SECOND), steadily(MEASURED));
    }

    private Measured flatOut(Duration duration) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + duration.toNanos();
        var next = new AtomicLong();
        return onAllConnections(times -> {
            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                ask(next.getAndIncrement());
                times.add(System.nanoTime() - start);
            }
        });
    }

    private Measured steadily(Duration duration) throws InterruptedException, ExecutionException {
        long count = STEADY_PER_SECOND * duration.toSeconds();
        long between = Duration.ofSeconds(1).toNanos() / STEADY_PER_SECOND;
        long begin = System.nanoTime();
        var next = new AtomicLong();
        return onAllConnections(times -> {
            for (long n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                long due = begin + n * between;
                long early = due - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(Duration.ofNanos(early));
                }
                ask(n);
                times.add(System.nanoTime() - due);
            }
        });
    }

    private interface Loop {
        void run(List<Long> times) throws IOException, InterruptedException;
    }

    /**
     * What came of many requests.
     *
     * @param times what each took, sorted
     * @param duration how long all of them took together
     */
    private record Measured(List<Long> times, Duration duration) {}

    private static Measured onAllConnections(Loop loop) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        var times = new ArrayList<Long>();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            var running = IntStream.range(0, CONNECTIONS)
                    .<Future<List<Long>>>mapToObj(_ -> threads.submit(() -> {
                        var own = new ArrayList<Long>();
                        loop.run(own);
                        return own;
                    }))
                    .toList();
            for (var connection : running) {
                times.addAll(connection.get());
            }
        }
        return new Measured(times.stream().sorted().toList(), Duration.ofNanos(System.nanoTime() - start));
    }

    private void ask(long number) throws IOException {
        var request = new HttpGet(addresses.get((int) (number % addresses.size())));
        int status = client.execute(request, answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
        });
        if (status != 200) {
            throw new IllegalStateException("a look-up was answered " + status);
        }
    }

    private static void report(String what, Measured measured) {
        var times = measured.times();
        System.out.printf(
                "  %-25s %,9.0f a second, p50 %.1f ms, p99 %.1f ms, longest %.0f ms of %,d%n",
                what,
                times.size() / (measured.duration().toNanos() / 1e9),
                times.get(times.size() / 2) / 1e6,
                times.get(times.size() * 99 / 100) / 1e6,
                times.getLast() / 1e6,
                times.size());
    }
}
