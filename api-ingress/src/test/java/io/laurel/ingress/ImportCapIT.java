package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.laurel.test.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** A wallet's room for foreign credentials, with two instances and a verifier that finds everything genuine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportCapIT extends Edge {

    private static final int MOST = 1_000;
    private static final int THREADS = 16;

    @Autowired
    private TestBroker broker;

    private final AtomicInteger judged = new AtomicInteger();
    private HttpServer verifier;
    private List<TestIngress> instances = List.of();

    @BeforeAll
    void start() throws IOException {
        verifier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        verifier.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        verifier.createContext("/api/credentials/verify-image", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = """
                    {"status": "valid", "verification": {}, "credential": "e30.%d.e30", "ob3Credential": {"name": "Diver"}}
                    """.formatted(judged.incrementAndGet()).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        verifier.start();
        instances = IntStream.range(10, 12)
                .mapToObj(n -> TestIngress.start(
                        n,
                        database.jdbcUrl(),
                        database,
                        broker,
                        Clock.systemUTC(),
                        "--laurel.limits.per-ip=off",
                        "--laurel.verifier-url=http://127.0.0.1:"
                                + verifier.getAddress().getPort()))
                .toList();
    }

    @AfterAll
    void stop() {
        instances.forEach(TestIngress::close);
        verifier.stop(0);
    }

    @Test
    void sixteenThreadsOnTwoInstancesFillAWalletExactly() throws Exception {
        var ada = person();
        fill(ada, MOST - 5);

        List<HttpResponse<String>> answers;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var tasks = IntStream.range(0, THREADS * 2)
                    .<Callable<HttpResponse<String>>>mapToObj(n -> () -> add(instances.get(n % 2), ada))
                    .toList();
            answers = threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }

        assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .hasSize(THREADS * 2 - 5);
        assertThat(kept(ada)).isEqualTo(MOST);
    }

    private HttpResponse<String> add(TestIngress instance, Person person) {
        return instance.send(instance.request("192.0.2.2", "/api/credentials/import", person.token())
                .POST(HttpRequest.BodyPublishers.ofString("anything")));
    }

    private void fill(Person person, int number) {
        database.owner().sql("""
                        insert into imported_credential (id, account_id, sha256, document, name, issuer, imported_at)
                        select gen_random_uuid(), ?, sha256(n::text::bytea), '{}', 'Diver', 'Elsewhere', now()
                        from generate_series(1, ?) n
                        """).params(person.id(), number).update();
    }

    private long kept(Person person) {
        return database.owner()
                .sql("select count(*) from imported_credential where account_id = ?")
                .param(person.id())
                .query(Long.class)
                .single();
    }
}
