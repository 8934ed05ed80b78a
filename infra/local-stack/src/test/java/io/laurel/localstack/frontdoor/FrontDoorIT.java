package io.laurel.localstack.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.laurel.localstack.frontdoor.Routes.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontDoorIT {

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer ingress;
    private FrontDoor door;
    private int port;

    @BeforeEach
    void open() throws IOException {
        ingress = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        ingress.createContext("/", FrontDoorIT::describe);
        ingress.start();
        port = freePort();
        door = FrontDoor.open(
                port,
                Map.of(Target.INGRESS, ingress.getAddress().getPort(), Target.VERIFIER, freePort()),
                Optional.empty());
    }

    @AfterEach
    void close() {
        door.close();
        ingress.stop(0);
    }

    @Test
    void aRequestReachesItsServiceWithWhatTheDoorKnowsOfIt() throws Exception {
        var response = send(request("/api/v1/badges?limit=1&q=%C3%A9")
                .header("X-Request-Id", "from-the-client")
                .header("X-Forwarded-For", "203.0.113.7")
                .build());

        assertThat(response.body())
                .contains("GET /api/v1/badges?limit=1&q=%C3%A9")
                .contains("X-Request-Id: from-the-client")
                .contains("X-Forwarded-Host: localhost:" + port)
                .contains("X-Forwarded-For: 127.0.0.1")
                .doesNotContain("203.0.113.7");
    }

    @Test
    void aRequestWithoutAnIdGetsOne() throws Exception {
        assertThat(send(request("/api/v1/badges").build()).body()).containsPattern("X-Request-Id: [0-9a-f-]{36}");
    }

    @Test
    void aLargeBodyIsPassedOnWhole() throws Exception {
        var body = new byte[20_000_000];

        var response = send(request("/api/v1/credentials/bulk")
                .POST(BodyPublishers.ofByteArray(body))
                .build());

        assertThat(response.body()).contains("POST /api/v1/credentials/bulk").contains("bytes: " + body.length);
    }

    @Test
    void aServiceThatIsAwayIsAnErrorOfTheApi() throws Exception {
        var response = send(request("/api/verify/CRD-00000000")
                .header("X-Request-Id", "mine")
                .build());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("X-Request-Id")).contains("mine");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body())
                .startsWith("{\"error\":\"UNAVAILABLE\",\"message\":")
                .contains("verifier");
    }

    @Test
    void underThePortalAnErrorIsASentence() throws Exception {
        ingress.stop(0);
        var away = send(request("/api/people/abc12").build());
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).startsWith("{\"error\":\"The service").doesNotContain("message");
    }

    @Test
    void anAddressThatCannotBeReadIsAnErrorOfTheApi() throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":\"VALIDATION_ERROR\",\"message\":");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static void describe(HttpExchange exchange) throws IOException {
        long bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        var text = new StringBuilder(
                "%s %s\nbytes: %d\n".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), bytes));
        for (var name : new String[] {"X-Request-Id", "X-Forwarded-Host", "X-Forwarded-For"}) {
            text.append(name)
                    .append(": ")
                    .append(exchange.getRequestHeaders().getFirst(name))
                    .append('\n');
        }
        var answer = text.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
