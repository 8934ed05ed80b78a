package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.laurel.test.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** A wallet takes in what the verifier finds genuine; here one on loopback finds what the file itself says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportIT extends Edge {

    @Autowired
    private TestBroker broker;

    private HttpServer verifier;
    private TestIngress ingress;

    @BeforeAll
    void start() throws IOException {
        verifier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        verifier.createContext("/api/credentials/verify-image", ImportIT::judge);
        verifier.start();
        ingress = TestIngress.start(
                9,
                database.jdbcUrl(),
                database,
                broker,
                Clock.systemUTC(),
                "--laurel.limits.per-ip=off",
                "--laurel.verifier-url=http://127.0.0.1:"
                        + verifier.getAddress().getPort());
    }

    @AfterAll
    void stop() {
        ingress.close();
        verifier.stop(0);
    }

    /** The file's first line is the status, the second the verdict. */
    private static void judge(HttpExchange exchange) throws IOException {
        var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var lines = form.substring(form.indexOf("\r\n\r\n") + 4).lines().toList();
        var verdict = lines.get(1).getBytes(UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(lines.get(0)), verdict.length);
        exchange.getResponseBody().write(verdict);
        exchange.close();
    }

    @Test
    void whatIsGenuineIsKeptOnce() {
        var ada = person();
        var genuine = "200\n" + verdict("{}", "a credential");

        var kept = json(add(ada, genuine), 201);
        assertThat(kept.get("issuer").asString()).isEqualTo("Elsewhere");
        assertThat(json(add(ada, genuine), 201).get("id").asString())
                .isEqualTo(kept.get("id").asString());
    }

    @Test
    void whatIsNotGenuineCannotBeReadOrIsTooLargeIsRefused() {
        var ada = person();
        error(
                add(ada, "200\n{\"status\":\"invalid\",\"verification\":{\"signatureValid\":false}}"),
                400,
                "VALIDATION_ERROR");
        error(add(ada, "422\n{\"message\":\"There is no credential in it.\"}"), 400, "VALIDATION_ERROR");
        error(add(ada, "413\n{\"message\":\"It is too large.\"}"), 413, "PAYLOAD_TOO_LARGE");
        error(add(ada, "500\n{}"), 503, "UNAVAILABLE");
    }

    @Test
    void whatWasIssuedHereIsClaimedInsteadAndWhatIsAnothersIsTheirs() {
        var ada = person();
        error(add(ada, "200\n" + verdict("{\"issuerActive\":true}", "ours")), 409, "CONFLICT");
        var named = verdict("{}", "named")
                .replace(
                        "\"credentialSubject\":{",
                        "\"credentialSubject\":{\"identifier\":[{\"identityHash\":\"sha256$00\"}],");
        error(add(ada, "200\n" + named), 403, "EMAIL_MISMATCH");
    }

    private static String verdict(String verification, String credential) {
        return """
                {"status":"valid","credential":"%s","verification":%s,"ob3Credential":{"issuer":{"name":"Elsewhere"},\
                "credentialSubject":{"achievement":{"name":"Bookbinder"}}}}""".formatted(credential, verification);
    }

    private HttpResponse<String> add(Person person, String file) {
        return ingress.send(ingress.request("192.0.2.9", "/api/credentials/import")
                .header("Authorization", "Bearer " + person.token())
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(file)));
    }
}
