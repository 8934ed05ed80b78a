package io.laurel.localstack.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.laurel.localstack.frontdoor.Routes.Target;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsIT {

    private static final String PASSWORD = "only-in-this-test";

    @TempDir
    Path folder;

    private Path pem;
    private Certificate certificate;

    @BeforeEach
    void makeCertificate() throws IOException {
        pem = folder.resolve("https.pem");
        certificate = open(Clock.systemUTC());
    }

    @Test
    void whoTrustsTheCertificateReachesTheServices() throws Exception {
        var ingress = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        ingress.createContext("/", exchange -> {
            var proto = exchange.getRequestHeaders().getFirst("X-Forwarded-Proto");
            exchange.sendResponseHeaders(200, proto.length());
            exchange.getResponseBody().write(proto.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        ingress.start();
        int port = freePort();
        var services = Map.of(Target.INGRESS, ingress.getAddress().getPort());
        try (var door = FrontDoor.open(port, services, Optional.of(certificate));
                var trusting = HttpClient.newBuilder().sslContext(trusting()).build();
                var strict = HttpClient.newHttpClient()) {
            assertThat(door).isNotNull();
            for (var host : new String[] {"localhost", "127.0.0.1"}) {
                var request = HttpRequest.newBuilder(URI.create("https://" + host + ":" + port + "/"))
                        .build();

                assertThat(trusting.send(request, BodyHandlers.ofString()).body())
                        .isEqualTo("https");
                assertThatThrownBy(() -> strict.send(request, BodyHandlers.ofString()))
                        .isInstanceOf(SSLHandshakeException.class);
            }
        } finally {
            ingress.stop(0);
        }
    }

    @Test
    void theNextStartKeepsItUntilItEndsSoon() throws Exception {
        var first = Files.readString(pem);

        open(Clock.systemUTC());
        assertThat(Files.readString(pem)).isEqualTo(first);

        open(Clock.offset(Clock.systemUTC(), Duration.ofDays(380)));
        assertThat(Files.readString(pem)).isNotEqualTo(first);
    }

    @Test
    void onlyItsOwnerReadsTheKey() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate.keyStore())))
                .isEqualTo("rw-------");
        assertThat(certificate.toString()).doesNotContain(PASSWORD);
        assertThat(Files.readString(pem)).doesNotContain("PRIVATE KEY");
    }

    private Certificate open(Clock clock) throws IOException {
        return Certificate.ofLocalhost(folder, PASSWORD, clock);
    }

    /** As a virtual machine with {@link Certificate#trusted()} has it. */
    private SSLContext trusting() throws IOException, GeneralSecurityException {
        var option = certificate.trusted().getFirst();
        var store = KeyStore.getInstance(new File(option.substring(option.indexOf('=') + 1)), "changeit".toCharArray());
        assertThat(store.size()).isGreaterThan(50);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
