package io.laurel.web.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.laurel.web.outbound.OutboundException.Why;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages go out behind the same guard as look-ups. */
class OutboundPostIT {

    private static final Network LOOPBACK = Network.parse("127.0.0.1/32");

    private static Outbound outbound(Duration within, Network... allowed) {
        return new Outbound(new OutboundSettings(true, List.of(allowed), within, 1024, 3, 0, "Laurel test"));
    }

    private static Outbound outbound(Network... allowed) {
        return outbound(Duration.ofSeconds(20), allowed);
    }

    private static Answer post(Outbound outbound, URI address) throws OutboundException {
        return outbound.post(address, "application/json", "{\"a\":\"é\"}".getBytes(UTF_8), Map.of("X-Sign", "abc"));
    }

    @Test
    void aMessageArrivesWithItsHeadersAndTheAnswerIsWhateverItIs() throws Exception {
        try (var server = MisbehavingServer.saying(
                        "HTTP/1.1 503 Later\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy");
                var outbound = outbound(LOOPBACK)) {
            var answer = post(outbound, server.at("/hook?x=1"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.start()).asString(UTF_8).isEqualTo("busy");
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("POST /hook?x=1 HTTP/1.1")
                            .contains("X-Sign: abc", "Content-Type: application/json", "Content-Length: 10")
                            .doesNotContainIgnoringCase("cookie:"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnAnswerAndIsNotFollowed(int status) throws Exception {
        try (var goal = MisbehavingServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var server = MisbehavingServer.saying("HTTP/1.1 " + status + " Away\r\nConnection: close\r\n"
                        + "Content-Length: 0\r\nLocation: " + goal.at("/") + "\r\n\r\n");
                var outbound = outbound(LOOPBACK)) {
            assertThat(post(outbound, server.at("/")).status()).isEqualTo(status);
            assertThat(goal.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"})
    void whatIsNotPublicIsToldNothing(String host) throws Exception {
        try (var server = MisbehavingServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var outbound = outbound()) {
            assertThatExceptionOfType(OutboundException.class)
                    .isThrownBy(() -> post(outbound, URI.create("http://" + host + ":" + server.port() + "/")))
                    .satisfies(e -> assertThat(e.why()).isEqualTo(Why.REFUSED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void inTheOpenNothingIsSaidUnlessThatIsAllowed() throws Exception {
        var strict = new OutboundSettings(false, List.of(LOOPBACK), Duration.ofSeconds(5), 1024, 3, 0, "Laurel test");
        try (var server = MisbehavingServer.saying("HTTP/1.1 200 OK\r\n\r\n");
                var outbound = new Outbound(strict)) {
            assertThatExceptionOfType(OutboundException.class)
                    .isThrownBy(() -> post(outbound, server.at("/")))
                    .satisfies(e -> assertThat(e.why()).isEqualTo(Why.REFUSED));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anEndlessAnswerIsCutOffAfterItsStart() throws Exception {
        try (var server = new MisbehavingServer(out -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                    while (true) {
                        out.write(new byte[8192]);
                    }
                });
                var outbound = outbound(LOOPBACK)) {
            var answer = post(outbound, server.at("/"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.start()).hasSize(1024);
        }
    }

    @Test
    void whoDoesNotAnswerInTimeHasNotAnswered() throws Exception {
        var forGood = new CountDownLatch(1);
        try (var server = new MisbehavingServer(out -> forGood.await());
                var outbound = outbound(Duration.ofMillis(200), LOOPBACK)) {
            assertThatExceptionOfType(OutboundException.class)
                    .isThrownBy(() -> post(outbound, server.at("/")))
                    .withMessageContaining("took too long");
        }
    }
}
