package io.laurel.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import tools.jackson.databind.json.JsonMapper;

/** Asks the ingress for credentials one by one without waiting for what is decided, each for another person, at a steady rate. */
final class SingleRequestBenchmark {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PER_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    private final String address;
    private final String key;
    private final String badge;
    private int round;

    /** @param port the ingress's own, past the front door */
    @SuppressWarnings("MissingSummary")
    SingleRequestBenchmark(int port, String key, String badge) {
        this.address = "http://localhost:" + port + "/api/v1/credentials";
        this.key = key;
        this.badge = badge;
    }

    void run() throws InterruptedException, ExecutionException {
        load().steadily(PER_SECOND, WARM_UP);
        load().steadily(PER_SECOND, MEASURED).report("async POST, %d/s asked".formatted(PER_SECOND));
    }

    private Load load() {
        round++;
        return new Load(number -> request("single-" + round + "-" + number + "@example.com"), 202);
    }

    private HttpPost request(String email) {
        var request = new HttpPost(address);
        request.setHeader("Authorization", "Bearer " + key);
        request.setHeader("Prefer", "respond-async");
        var body = Map.of("badgeId", badge, "recipient", Map.of("name", "Ada Lovelace", "email", email));
        request.setEntity(new StringEntity(JSON.writeValueAsString(body), ContentType.APPLICATION_JSON));
        return request;
    }
}
