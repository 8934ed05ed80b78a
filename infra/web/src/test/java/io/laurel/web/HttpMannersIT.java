package io.laurel.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server: what a client gets when it, or we, go wrong. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HttpMannersIT {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Service {
        @Bean
        Endpoints endpoints() {
            return new Endpoints();
        }

        @Bean
        ErrorShape errorShape() {
            return (request, error) ->
                    request.getRequestURI() != null && request.getRequestURI().startsWith("/api/otherwise/")
                            ? Map.of("why", error.message())
                            : error;
        }
    }

    record Asked(String name, int count) {}

    @RestController
    static class Endpoints {

        @PostMapping(path = "/api/things", consumes = "application/json")
        Map<String, Object> create(@RequestBody Asked asked) {
            return Map.of("at", Instant.EPOCH, "name", asked.name());
        }

        @GetMapping("/api/things")
        Map<String, Object> list(@RequestParam int limit, @RequestParam UUID badgeId) {
            return Map.of("limit", limit, "badgeId", badgeId);
        }

        @GetMapping("/api/broken")
        Map<String, Object> broken() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/api/away")
        Map<String, Object> away() {
            throw new DataAccessResourceFailureException("jdbc:postgresql://somewhere");
        }

        /** Longer than any client listens. */
        @GetMapping("/api/endless")
        void endless(HttpServletResponse response) throws IOException {
            try (var array = JSON.writer().writeValuesAsArray(response.getOutputStream())) {
                while (true) {
                    array.write("x".repeat(1_000));
                }
            }
        }

        @GetMapping("/api/half")
        void half(HttpServletResponse response) throws IOException {
            response.getOutputStream().print("[1,");
            response.flushBuffer();
            throw new IllegalStateException("in the middle");
        }

        @GetMapping("/api/limited")
        Map<String, Object> limited() {
            throw ApiException.of(ErrorCode.RATE_LIMITED, "Slower.").header("Retry-After", "7");
        }
    }

    @Test
    void aTimeInAnAnswerHasMillisecondsAndZ() throws Exception {
        var answer = post("application/json", "{\"name\":\"x\",\"count\":1,\"unknown\":true}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("at").asString()).isEqualTo("1970-01-01T00:00:00.000Z");
    }

    @Test
    void malformedJsonIsAValidationError() throws Exception {
        expect(post("application/json", "{\"name\":"), 400, "VALIDATION_ERROR");
        expect(post("application/json", ""), 400, "VALIDATION_ERROR");
        expect(post("application/json", "[1]"), 400, "VALIDATION_ERROR");
        var wrongKind =
                expect(post("application/json", "{\"name\":\"x\",\"count\":\"many\"}"), 400, "VALIDATION_ERROR");
        assertThat(wrongKind.get("details").get("count").asString()).isNotBlank();
    }

    @Test
    void aWrongContentTypeIsSaidSo() throws Exception {
        expect(post("text/plain", "hello"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aWrongMethodNamesTheRightOnes() throws Exception {
        var answer = send(request("/api/things").DELETE());
        expect(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
        expect(
                send(request("/api/things").method("TRACE", HttpRequest.BodyPublishers.noBody())),
                405,
                "METHOD_NOT_ALLOWED");
    }

    @Test
    void anUnknownPathIsNotFoundWhateverTheClientAccepts() throws Exception {
        expect(send(request("/api/nothing").header("Accept", "text/html")), 404, "NOT_FOUND");
        expect(send(request("/api")), 404, "NOT_FOUND");
        expect(send(request("/nothing")), 404, "NOT_FOUND");
    }

    @Test
    void aBrowserGetsAPageOutsideTheApi() throws Exception {
        var answer = send(request("/nothing").header("Accept", "text/html,*/*"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("<h1>404</h1>");
    }

    @Test
    void aParameterToBlameIsNamed() throws Exception {
        var missing = expect(send(request("/api/things?limit=1")), 400, "VALIDATION_ERROR");
        assertThat(missing.get("details").has("badgeId")).isTrue();
        var wrong = expect(send(request("/api/things?limit=x&badgeId=" + UUID.randomUUID())), 400, "VALIDATION_ERROR");
        assertThat(wrong.get("details").get("limit").asString()).isEqualTo("must be a whole number");
    }

    @Test
    void anAnswerThatTheClientDoesNotAcceptIsExplainedInJson() throws Exception {
        var body = expect(
                send(request("/api/things?limit=1&badgeId=" + UUID.randomUUID()).header("Accept", "image/png")),
                400,
                "VALIDATION_ERROR");
        assertThat(body.get("details").has("Accept")).isTrue();
    }

    @Test
    void ourOwnFaultShowsTheRequestIdAndNothingElse() throws Exception {
        var answer = send(request("/api/broken").header("X-Request-Id", "abc-123"));
        var body = expect(answer, 500, "INTERNAL_ERROR");
        assertThat(body.get("message").asString()).contains("abc-123");
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("abc-123");
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailable() throws Exception {
        var answer = send(request("/api/away"));
        expect(answer, 503, "UNAVAILABLE");
        assertThat(answer.body()).doesNotContain("jdbc");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void anErrorCanCarryHeaders() throws Exception {
        var answer = send(request("/api/limited"));
        expect(answer, 429, "RATE_LIMITED");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    }

    @Test
    void aRequestIdThatIsNotSaneIsReplaced() throws Exception {
        var answer = send(request("/api/nothing").header("X-Request-Id", "<script>"));
        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).doesNotContain("<");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAnnouncedOrNot() throws Exception {
        String large = "{\"name\":\"" + "x".repeat(1 << 21) + "\"}";
        expect(post("application/json", large), 413, "PAYLOAD_TOO_LARGE");
        var chunked =
                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large.getBytes(UTF_8)));
        var request = request("/api/things")
                .header("Content-Type", "application/json")
                .POST(chunked);
        expect(send(request), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void whatTomcatRefusesItselfHasTheSameShape() throws Exception {
        for (String target : new String[] {"/api/%zz", "/api/a|b", "/api/%2e%2e/%c0%af", "/api/x%00y", "/api/..;/x"}) {
            String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(target).containsIgnoringCase("X-Request-Id:").doesNotContain("<html");
            assertThat(answer).as(target).contains("{\"error\":\"").contains("\"message\":\"");
        }
    }

    @Test
    void whatTomcatRefusesItselfHasTheShapeOfTheService() throws Exception {
        String answer = raw("GET /api/otherwise/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"why\":\"");
    }

    @Test
    void aQueryThatCannotBeReadIsAValidationError() throws Exception {
        String answer = raw("GET /api/things?limit=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"error\":\"VALIDATION_ERROR\"");
    }

    @Test
    void aHeaderThatIsTooLargeHasTheSameShape() throws Exception {
        String answer =
                raw("GET /api/things HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"error\":\"VALIDATION_ERROR\"");
    }

    @Test
    void healthAndMetricsAreThere() throws Exception {
        assertThat(send(request("/actuator/health/liveness")).statusCode()).isEqualTo(200);
        assertThat(send(request("/actuator/health/readiness")).statusCode()).isEqualTo(200);
        assertThat(send(request("/actuator/prometheus")).statusCode()).isEqualTo(200);
    }

    /** What is our own fault is, also in the middle of an answer. */
    @Test
    void aClientThatGoesInTheMiddleIsNoErrorOfOurs() throws Exception {
        var logger = (Logger) LoggerFactory.getLogger(ErrorResolver.class);
        var events = new LinkedBlockingQueue<ILoggingEvent>();
        var appender = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                events.add(event);
            }
        };
        appender.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
        try {
            try (var socket = new Socket("localhost", port)) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write("GET /api/endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
                assertThat(socket.getInputStream().read()).isPositive();
            }
            assertThat(events.take().getLevel()).isEqualTo(Level.DEBUG);

            raw("GET /api/half HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(events.take().getLevel()).isEqualTo(Level.ERROR);
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(null);
        }
    }

    private JsonNode expect(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("error").asString()).isEqualTo(code);
        assertThat(body.get("message").asString()).isNotBlank();
        return body;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send(
                request("/api/things").header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String bytes) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
