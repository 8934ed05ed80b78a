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
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Makes requests over a few connections: as fast as they are answered, or at a steady rate, where a request's time runs from when it was
 * due, so that an answer that holds up the next ones is counted for all of them.
 */
final class Load {

    private static final int CONNECTIONS = 16;

    /** A blocking client: on the same two cores it leaves more of them to the service than one with threads of its own. */
    private final CloseableHttpClient client = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .build())
            .disableCookieManagement()
            .disableContentCompression()
            .build();

    private final Requests requests;
    private final int expected;

    /** The request of a number. */
    interface Requests {
        ClassicHttpRequest of(long number);
    }

    /** @param expected the status of every answer */
    @SuppressWarnings("MissingSummary")
    Load(Requests requests, int expected) {
        this.requests = requests;
        this.expected = expected;
    }

    Measured flatOut(Duration duration) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + duration.toNanos();
        var next = new AtomicLong();
        return onAllConnections(times -> {
            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                ask(next.getAndIncrement());
                times.add(System.nanoTime() - start);
            }
        });
    }

    Measured steadily(int perSecond, Duration duration) throws InterruptedException, ExecutionException {
        long count = perSecond * duration.toSeconds();
        long between = Duration.ofSeconds(1).toNanos() / perSecond;
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
    record Measured(List<Long> times, Duration duration) {

        void report(String what) {
            System.out.printf(
                    "  %-25s %,9.0f a second, p50 %.1f ms, p99 %.1f ms, longest %.0f ms of %,d%n",
                    what,
                    times.size() / (duration.toNanos() / 1e9),
                    times.get(times.size() / 2) / 1e6,
                    times.get(times.size() * 99 / 100) / 1e6,
                    times.getLast() / 1e6,
                    times.size());
        }
    }

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
        int status = client.execute(requests.of(number), answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
        });
        if (status != expected) {
            throw new IllegalStateException("a request was answered " + status + " instead of " + expected);
        }
    }
}
