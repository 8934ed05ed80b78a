package io.laurel.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber's server hears of everything that happens to credentials, signed both ways, from the running services. */
class WebhookJourneyIT {

    private static final List<String> EVENTS = List.of(
            "credential.issued",
            "credential.renewed",
            "credential.claimed",
            "credential.revoked",
            "credential.expired",
            "bulk_issuance.completed");
    private static final String PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'>"
            + "<circle cx='32' cy='32' r='30' fill='#1f4d36'/></svg>";

    private final Laurel laurel = Laurel.running();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private record Received(String id, String timestamp, String signatures, String event, String hex, String body) {

        static Received of(HttpExchange exchange) throws IOException {
            var headers = exchange.getRequestHeaders();
            return new Received(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    headers.getFirst("X-CertDirectory-Event"),
                    headers.getFirst("X-CertDirectory-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** By Standard Webhooks, whose key is the decoded secret. */
        String standardSignature(String secret) {
            var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            return "v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + "." + body));
        }

        /** The plain one, whose key is the secret as it was shown. */
        String plainSignature(String secret) {
            return HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), body));
        }

        private static byte[] hmac(byte[] key, String text) {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(text.getBytes(UTF_8));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aSubscriberHearsOfAllSixEventsSignedBothWays() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                received.add(Received.of(exchange));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        try {
            var secret = subscribe("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            letEverythingHappen();

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() ->
                            assertThat(received).extracting(Received::event).containsAll(EVENTS));
            assertThat(received).allSatisfy(one -> {
                assertThat(Arrays.asList(one.signatures().split(" "))).contains(one.standardSignature(secret));
                assertThat(one.hex()).isEqualTo(one.plainSignature(secret));
                assertThat(one.json().get("id").asString()).isEqualTo(one.id()).startsWith("evt_");
                assertThat(one.json().get("type").asString()).isEqualTo(one.event());
                assertThat(one.json().has("data")).isTrue();
            });
        } finally {
            server.stop(0);
        }
    }

    private String subscribe(String url) throws Exception {
        return laurel.post(owner(), organization() + "/webhooks", Map.of("url", url, "events", EVENTS), 201)
                .get("secret")
                .asString();
    }

    private void letEverythingHappen() throws Exception {
        var owner = owner();
        var badge = laurel.postForm(
                        owner,
                        organization() + "/badges",
                        Map.of(
                                "name", "Lamp Keeper",
                                "description", "Keeps the lamp.",
                                "criteria", "A hundred nights.",
                                "expiresInDays", "365"),
                        PICTURE.getBytes(UTF_8))
                .get("id")
                .asString();
        var email = laurel.variable("LAUREL_OWNER_EMAIL");
        laurel.issue(badge, "Ada", email);
        var renewed = laurel.issue(badge, "Ada", email).get("credentialId").asString();
        laurel.post(owner, "/api/credentials/" + renewed + "/claim", Map.of(), 200);

        var expiring = laurel.issue(badge, "Grace", "grace@lamps.example.com");
        // A badge holds for a day at least, so the date is brought forward.
        laurel.count(
                "update credential set expires_at = now() where short_id = ? returning 1",
                expiring.get("credentialId").asString());

        laurel.submit(badge, "name,email\nEdith,edith@lamps.example.com\n");
    }

    private String owner() throws Exception {
        return laurel.signIn(laurel.variable("LAUREL_OWNER_EMAIL"), laurel.variable("LAUREL_OWNER_PASSWORD"));
    }

    private String organization() {
        return "/api/organizations/" + laurel.variable("LAUREL_ORG_ID");
    }
}
