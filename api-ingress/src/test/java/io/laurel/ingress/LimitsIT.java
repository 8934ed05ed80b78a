package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.test.MovableClock;
import io.laurel.test.TestBroker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Two instances of the ingress count as one, and know no key that was revoked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT extends Edge {

    private static final int THREADS = 16;
    private static final int PER_ADDRESS = 40;

    private final MovableClock clock = new MovableClock(Instant.parse("2030-03-01T10:00:30Z"));

    @Autowired
    private TestBroker broker;

    private List<TestIngress> instances = List.of();
    private int addresses;

    @BeforeAll
    void start() {
        instances = IntStream.range(4, 6)
                .mapToObj(n -> TestIngress.start(
                        n,
                        database.jdbcUrl(),
                        database,
                        broker,
                        clock,
                        "--laurel.limits.per-ip=" + PER_ADDRESS,
                        "--laurel.api-keys.use.written-every=100ms"))
                .toList();
    }

    @AfterAll
    void stop() {
        instances.forEach(TestIngress::close);
    }

    @Test
    void sixteenThreadsOnTwoInstancesPassExactlyTheKeysLimit() throws InterruptedException {
        var organization = given.organization("professional", null);
        var key = given.apiKey(organization, 100);
        var sources = IntStream.range(0, THREADS).mapToObj(n -> address()).toList();

        var answers = atOnce(n -> {
            var instance = instances.get(n % 2);
            return instance.send(instance.request(sources.get(n % THREADS), "/api/v1/badges", key));
        });

        var passed = withStatus(answers, 200);
        assertThat(passed).hasSize(100);
        assertThat(withStatus(answers, 429)).hasSize(answers.size() - 100);
        // Each was told another number: nothing was counted twice, nothing not at all.
        assertThat(passed.stream().map(answer -> Integer.valueOf(header(answer, "X-RateLimit-Remaining"))))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        var refused = withStatus(answers, 429).getFirst();
        error(refused, 429, "RATE_LIMITED");
        assertThat(header(refused, "X-RateLimit-Limit")).isEqualTo("100");
        assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(header(refused, "X-RateLimit-Reset"))
                .isEqualTo(Long.toString((clock.instant().getEpochSecond() / 60 + 1) * 60));
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 60);

        clock.advance(Duration.ofMinutes(1));
        for (var instance : instances) {
            json(instance.send(instance.request(address(), "/api/v1/badges", key)), 200);
        }
    }

    @Test
    void sixteenThreadsOnTwoInstancesPassExactlyTheAddressesLimitAndTheRefusedCostTheKeyNothing()
            throws InterruptedException {
        var organization = given.organization("enterprise", null);
        var keys = List.of(given.apiKey(organization, 1000), given.apiKey(organization, 1000));
        var source = address();

        var answers = atOnce(n -> {
            var instance = instances.get(n % 2);
            return instance.send(instance.request(source, "/api/v1/badges", keys.get(n / 2 % 2)));
        });

        assertThat(withStatus(answers, 200)).hasSize(PER_ADDRESS);
        assertThat(withStatus(answers, 429))
                .hasSize(answers.size() - PER_ADDRESS)
                .allSatisfy(answer ->
                        assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo("1000"));
        long used = keys.stream()
                .map(key -> instances.getFirst().send(instances.getFirst().request(address(), "/api/v1/badges", key)))
                .mapToLong(answer -> 999 - Long.parseLong(header(answer, "X-RateLimit-Remaining")))
                .sum();
        assertThat(used).isEqualTo(PER_ADDRESS);
        // Another address is another count, and the next minute begins anew.
        json(instances.getLast().send(instances.getLast().request(address(), "/api/v1/badges", keys.getFirst())), 200);
        clock.advance(Duration.ofMinutes(1));
        json(instances.getLast().send(instances.getLast().request(source, "/api/v1/badges", keys.getFirst())), 200);
    }

    @Test
    void anAddressIsLimitedOnEveryRouteWhateverItIs() {
        var source = address();
        var paths = List.of("/", "/api/auth/me", "/api/v1/badges", "/nothing", "/%61pi/v1/badges");
        for (int n = 0; n < PER_ADDRESS; n++) {
            var instance = instances.get(n % 2);
            assertThat(instance.send(instance.request(source, paths.get(n % paths.size())))
                            .statusCode())
                    .isNotEqualTo(429);
        }
        for (var path : paths) {
            for (var instance : instances) {
                error(instance.send(instance.request(source, path)), 429, "RATE_LIMITED");
            }
        }
        assertThat(instances
                        .getFirst()
                        .send(instances.getFirst().request(source, "/actuator/health"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoTriesToSignInTriesThreeTimesInAQuarterOfAnHourHoweverThePathIsSpelt() {
        var source = address();
        error(tryOn(0, source, "/api/auth/login"), 400, "VALIDATION_ERROR");
        error(tryOn(1, source, "/api/auth/log%69n"), 400, "VALIDATION_ERROR");
        error(tryOn(0, source, "/api/auth/%72egister"), 400, "VALIDATION_ERROR");

        var refused = tryOn(1, source, "/api/auth/resend-verification-public");
        error(refused, 429, "RATE_LIMITED");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 900);
        error(tryOn(0, source, "/api/auth/log%69n"), 429, "RATE_LIMITED");
        assertThat(instances
                        .getFirst()
                        .send(instances.getFirst().request(source, "/"))
                        .statusCode())
                .isEqualTo(200);
        error(tryOn(0, address(), "/api/auth/login"), 400, "VALIDATION_ERROR");

        clock.advance(Duration.ofMinutes(15));
        error(tryOn(0, source, "/api/auth/login"), 400, "VALIDATION_ERROR");
    }

    private HttpResponse<String> tryOn(int instance, String source, String path) {
        return instances
                .get(instance)
                .send(instances
                        .get(instance)
                        .request(source, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    @Test
    void aKeyWorksFromItsCreationToItsRevocationOnEveryInstance() {
        var organization = given.organization("professional", null);
        var tenant = new Tenant(organization, given.badge(organization, null), "none");
        var owner = member(tenant, "owner");
        var path = "/api/organizations/" + organization + "/api-keys";

        var made = json(send("POST", request(owner, path), "{\"name\":\"LMS\"}"), 201);
        var key = made.get("key").asString();
        for (var instance : instances) {
            json(instance.send(instance.request(address(), "/api/v1/badges", key)), 200);
        }

        var revoked =
                send(request(owner, path + "/" + made.get("id").asString()).DELETE());
        json(revoked, 200);
        for (var instance : instances) {
            var answer = instance.send(instance.request(address(), "/api/v1/badges", key));
            error(answer, 401, "UNAUTHORIZED");
            assertThat(answer.headers().firstValue("X-RateLimit-Limit")).isEmpty();
        }
        error(send(request("/api/v1/badges").header("Authorization", "Bearer " + key)), 401, "UNAUTHORIZED");
    }

    @Test
    void whenAKeyWasLastUsedIsWrittenDownBehindTheRequests() {
        var organization = given.organization("professional", null);
        var key = given.apiKey(organization, 100);
        var instance = instances.getFirst();

        json(instance.send(instance.request(address(), "/api/v1/badges", key)), 200);
        var first = clock.instant();
        await().untilAsserted(() -> assertThat(lastUsed(key)).isEqualTo(first));

        clock.advance(Duration.ofSeconds(1));
        json(instance.send(instance.request(address(), "/api/v1/badges", key)), 200);
        await().untilAsserted(() -> assertThat(lastUsed(key)).isEqualTo(first.plusSeconds(1)));
    }

    private Instant lastUsed(String key) {
        return database.owner()
                .sql("select coalesce(last_used_at, 'epoch') from api_key where last_four = ? and prefix = 'crd_live_'"
                        + " order by created_at desc limit 1")
                .param(key.substring(key.length() - 4))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** An address of its own, so that tests do not count for each other. */
    private synchronized String address() {
        addresses++;
        return "198.51.%d.%d".formatted(addresses / 250, addresses % 250);
    }

    private static List<HttpResponse<String>> withStatus(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).toList();
    }

    /** Sends twenty requests from each of sixteen threads. */
    private static List<HttpResponse<String>> atOnce(IntFunction<HttpResponse<String>> request)
            throws InterruptedException {
        var answers = Collections.synchronizedList(new ArrayList<HttpResponse<String>>());
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var tasks = IntStream.range(0, THREADS * 20)
                    .<Callable<Void>>mapToObj(n -> () -> {
                        answers.add(request.apply(n));
                        return null;
                    })
                    .toList();
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
        return List.copyOf(answers);
    }
}
