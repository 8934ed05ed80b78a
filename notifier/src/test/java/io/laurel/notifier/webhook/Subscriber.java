package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber's real server on loopback, which answers as it is told and checks signatures as its makers would. */
final class Subscriber implements AutoCloseable {

    /** How it answers. */
    @FunctionalInterface
    interface Behaviour {

        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request as it arrived. */
    record Received(String path, String id, long timestamp, String signatures, String event, String hex, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** What Standard Webhooks asks of a receiver: one of the signatures is by this secret. */
        boolean isSignedWith(String secret) {
            var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            var expected = hmac(key, id + "." + timestamp + "." + body);
            return Arrays.stream(signatures.split(" "))
                    .filter(signature -> signature.startsWith("v1,"))
                    .anyMatch(signature ->
                            MessageDigest.isEqual(Base64.getDecoder().decode(signature.substring(3)), expected));
        }

        /** The plain way: the body's HMAC under the secret as it was shown. */
        boolean isPlainlySignedWith(String secret) {
            return HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), body)).equals(hex);
        }

        private static byte[] hmac(byte[] key, String message) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(message.getBytes(UTF_8));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour;

    Subscriber(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** One that always gives this status. */
    static Subscriber answering(int status) throws IOException {
        return new Subscriber(status(status));
    }

    static Behaviour status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    void behave(Behaviour from) {
        behaviour = from;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("webhook-id"),
                    Long.parseLong(headers.getFirst("webhook-timestamp")),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("X-CertDirectory-Event"),
                    headers.getFirst("X-CertDirectory-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            behaviour.answer(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
