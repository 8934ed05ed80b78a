package io.laurel.web.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.laurel.web.outbound.OutboundException.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundIT {

    private static final Network LOOPBACK = Network.parse("127.0.0.1/32");
    private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

    private static OutboundSettings settings(Duration within, Network... allowed) {
        return new OutboundSettings(true, List.of(allowed), within, 64 * 1024, 3, 100, "Laurel test");
    }

    private static Outbound outbound(Network... allowed) {
        return new Outbound(settings(Duration.ofSeconds(20), allowed));
    }

    private static String text(Outbound outbound, URI address) throws OutboundException {
        return new String(outbound.get(address, "application/json"), UTF_8);
    }

    private static OutboundException refused(Outbound outbound, URI address) {
        try {
            outbound.get(address, "*/*");
        } catch (OutboundException expected) {
            return expected;
        }
        throw new AssertionError(address + " was answered");
    }

    @Test
    void aDocumentIsGotAndNothingButTheQuestionIsSent() throws Exception {
        try (var server = MisbehavingServer.saying(OK + "Set-Cookie: who=you\r\nContent-Length: 2\r\n\r\n{}");
                var outbound = outbound(LOOPBACK)) {
            assertThat(text(outbound, server.at("/a?b#c"))).isEqualTo("{}");
            assertThat(text(outbound, server.at("/a?b"))).isEqualTo("{}");

            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("GET /a?b HTTP/1.1")
                            .contains("User-Agent: Laurel test", "Accept: application/json")
                            .doesNotContainIgnoringCase("cookie:")
                            .doesNotContainIgnoringCase("authorization:"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"})
    void whatIsNotPublicIsNotAsked(String host) throws Exception {
        try (var server = MisbehavingServer.saying(OK + "\r\n");
                var outbound = outbound()) {
            var exception = refused(outbound, URI.create("http://" + host + ":" + server.port() + "/"));

            assertThat(exception.why()).isEqualTo(Why.REFUSED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https:/nohost",
                "https://me:secret@example.com/",
                "https://example.com:65536/",
                "https://example.com:2147483647/",
                "jar:https://example.com/a!/b"
            })
    void onlyHttpsAddressesOfAPortThatThereIsAndWithoutPasswordsAreAsked(String address) throws Exception {
        var strict = new OutboundSettings(false, List.of(), Duration.ofSeconds(5), 1024, 3, 10, "Laurel test");
        try (var outbound = new Outbound(strict)) {
            assertThat(refused(outbound, URI.create(address)).why()).isEqualTo(Why.REFUSED);
        }
    }

    @Test
    void aRedirectIsFollowedAndJudgedAgain() throws Exception {
        try (var goal = MisbehavingServer.saying(OK + "Content-Length: 4\r\n\r\ngoal");
                var outside =
                        MisbehavingServer.saying("HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\n"
                                + "Location: http://127.0.0.1:" + goal.port() + "/\r\n\r\n");
                var friendly = outbound(LOOPBACK);
                var wary = new Outbound(settings(Duration.ofSeconds(20)), only("outside.test", LOOPBACK.first()))) {
            assertThat(text(friendly, outside.at("/"))).isEqualTo("goal");

            // Only the first step is allowed here, by a name that nothing else has.
            var exception = refused(wary, URI.create("http://outside.test:" + outside.port() + "/"));
            assertThat(exception.why()).isEqualTo(Why.REFUSED);
            assertThat(goal.requests()).hasSize(1);
        }
    }

    /** Knows one name; what it says of others is a loopback address that is not allowed. */
    private static DnsResolver only(String name, InetAddress address) {
        return new Names(host -> host.equals(name) ? address : InetAddress.ofLiteral("127.0.0.2"));
    }

    @Test
    void redirectsEndAfterThree() throws Exception {
        var number = new AtomicInteger();
        try (var server = new MisbehavingServer(out -> out.write(("HTTP/1.1 302 Found\r\nConnection: close\r\n"
                                + "Content-Length: 0\r\nLocation: /" + number.incrementAndGet() + "\r\n\r\n")
                        .getBytes(UTF_8)));
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, server.at("/")).why()).isEqualTo(Why.FAILED);
            assertThat(server.requests()).hasSize(4);
        }
    }

    @Test
    void aRedirectFromHttpsIsNotFollowedIntoTheOpen() throws Exception {
        try (var server = MisbehavingServer.saying(
                        "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: ftp://127.0.0.1/\r\n\r\n");
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, server.at("/")).why()).isEqualTo(Why.REFUSED);
        }
    }

    @Test
    void aRedirectToAPortThatThereCannotBeIsNotFollowed() throws Exception {
        try (var server = MisbehavingServer.saying(
                        "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://127.0.0.1:65536/\r\n\r\n");
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, server.at("/")).why()).isEqualTo(Why.REFUSED);
        }
    }

    @Test
    void theConnectionGoesToTheAddressThatWasJudged() throws Exception {
        var asked = new AtomicInteger();
        // A name that is public when it is judged and private when it is asked again.
        var rebinding =
                new Names(host -> InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
        try (var server = MisbehavingServer.saying(OK + "Content-Length: 2\r\n\r\n{}");
                var outbound = new Outbound(settings(Duration.ofSeconds(20), LOOPBACK), rebinding)) {
            var address = URI.create("http://rebinding.test:" + server.port() + "/");

            assertThat(text(outbound, address)).isEqualTo("{}");
            assertThat(asked).hasValue(1);
            assertThat(refused(outbound, address.resolve("/again")).why()).isEqualTo(Why.REFUSED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void oneBadAddressOfANameIsEnough() throws Exception {
        DnsResolver both =
                new Names(host -> InetAddress.ofLiteral("127.0.0.1"), host -> InetAddress.ofLiteral("169.254.169.254"));
        try (var server = MisbehavingServer.saying(OK + "\r\n");
                var outbound = new Outbound(settings(Duration.ofSeconds(20), LOOPBACK), both)) {
            assertThat(refused(outbound, URI.create("http://both.test:" + server.port() + "/"))
                            .why())
                    .isEqualTo(Why.REFUSED);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aSlowDripIsCutOff() throws Exception {
        var forGood = new CountDownLatch(1);
        try (var server = new MisbehavingServer(out -> {
                    out.write((OK + "Content-Length: 1000\r\n\r\n{").getBytes(UTF_8));
                    out.flush();
                    forGood.await();
                });
                var outbound = new Outbound(settings(Duration.ofMillis(200), LOOPBACK))) {
            assertThatExceptionOfType(OutboundException.class)
                    .isThrownBy(() -> outbound.get(server.at("/"), "*/*"))
                    .withMessageContaining("took too long");
        }
    }

    @Test
    void aServerThatKeepsSendingIsCutOffToo() throws Exception {
        try (var server = new MisbehavingServer(out -> {
                    out.write((OK + "Transfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
                    dripForever(out);
                });
                var outbound = new Outbound(settings(Duration.ofMillis(400), LOOPBACK))) {
            assertThat(refused(outbound, server.at("/"))).hasMessageContaining("took too long");
        }
    }

    /** One byte every so often: each arrives well within any time-out that begins anew with a packet. */
    private static void dripForever(OutputStream out) throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        while (!never.await(20, TimeUnit.MILLISECONDS)) {
            out.write("1\r\n \r\n".getBytes(UTF_8));
            out.flush();
        }
    }

    @Test
    void anEndlessBodyIsCutOff() throws Exception {
        try (var server = new MisbehavingServer(out -> {
                    out.write((OK + "\r\n").getBytes(UTF_8));
                    while (true) {
                        out.write(new byte[8192]);
                    }
                });
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, server.at("/"))).hasMessageContaining("larger than 64 KB");
        }
    }

    @Test
    void aBodyIsMeasuredAfterItIsUnpacked() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[50 * 1024 * 1024]);
        }
        assertThat(zipped.size()).isLessThan(64 * 1024);
        try (var server = new MisbehavingServer(out -> {
                    out.write((OK + "Content-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n")
                            .getBytes(UTF_8));
                    zipped.writeTo(out);
                });
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, server.at("/"))).hasMessageContaining("larger than 64 KB");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one long line", "many lines"})
    void hugeHeadersAreNotRead(String kind) throws Exception {
        try (var server = new MisbehavingServer(out -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
                    while (true) {
                        out.write((kind.equals("many lines") ? "X-More: more\r\n" : "X-More: more").getBytes(UTF_8));
                    }
                });
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, server.at("/")).why()).isEqualTo(Why.FAILED);
        }
    }

    @Test
    void whatIsNotThereIsToldFromWhatCouldNotBeHad() throws Exception {
        try (var absent = MisbehavingServer.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                var broken = MisbehavingServer.saying("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
                var outbound = outbound(LOOPBACK)) {
            assertThat(refused(outbound, absent.at("/")).why()).isEqualTo(Why.ABSENT);
            assertThat(refused(outbound, broken.at("/")).why()).isEqualTo(Why.FAILED);
        }
    }

    @Test
    void anAnswerIsRememberedAsItsHeadersAllow() throws Exception {
        try (var server = MisbehavingServer.saying(
                        OK + "Date: " + now() + "\r\nCache-Control: max-age=600\r\nContent-Length: 2\r\n\r\n{}");
                var outbound = outbound(LOOPBACK)) {
            text(outbound, server.at("/did.json"));
            text(outbound, server.at("/did.json"));
            text(outbound, server.at("/other.json"));

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void aStaleAnswerIsAskedForByItsETag() throws Exception {
        var number = new AtomicInteger();
        try (var server = new MisbehavingServer(out -> out.write((number.getAndIncrement() == 0
                                ? OK + "Date: " + now()
                                        + "\r\nCache-Control: max-age=60\r\nAge: 3600\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\n{}"
                                : "HTTP/1.1 304 Not Modified\r\nDate: " + now()
                                        + "\r\nETag: \"1\"\r\nConnection: close\r\n\r\n")
                        .getBytes(UTF_8)));
                var outbound = outbound(LOOPBACK)) {
            assertThat(text(outbound, server.at("/"))).isEqualTo("{}");
            assertThat(text(outbound, server.at("/"))).isEqualTo("{}");

            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1)).contains("If-None-Match: \"1\"");
        }
    }

    private static String now() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    /** Answers for names as a test says. */
    private static final class Names implements DnsResolver {

        /** What the name is said to be. */
        @FunctionalInterface
        interface Address {

            InetAddress of(String host);
        }

        private final List<Address> addresses;

        Names(Address... addresses) {
            this.addresses = List.of(addresses);
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.stream().map(address -> address.of(host)).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
