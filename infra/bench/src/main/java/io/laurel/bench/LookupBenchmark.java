package io.laurel.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpGet;

/** Asks the verifier for credentials that it remembers. */
final class LookupBenchmark {

    private static final int STEADY_PER_SECOND = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(90);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    private final Load load;

    /** @param port the verifier's own, past the front door */
    @SuppressWarnings("MissingSummary")
    LookupBenchmark(int port, List<String> shortIds) {
        var addresses = shortIds.stream()
                .map(id -> "http://localhost:" + port + "/api/verify/" + id)
                .toList();
        this.load = new Load(number -> new HttpGet(addresses.get((int) (number % addresses.size()))), 200);
    }

    void run() throws InterruptedException, ExecutionException {
        load.flatOut(WARM_UP);
        load.flatOut(MEASURED).report("look-ups flat out");
        load.steadily(STEADY_PER_SECOND, Duration.ofSeconds(5));
        load.steadily(STEADY_PER_SECOND, MEASURED).report("look-ups, %,d/s asked".formatted(STEADY_PER_SECOND));
    }
}
