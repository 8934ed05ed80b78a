package io.laurel.worker.testissuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.status.StatusList;
import io.laurel.test.MalformedCredentials;
import io.laurel.worker.RunningWorker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RunningWorker
@TestPropertySource(properties = "laurel.worker.test-issuer.enabled=true")
class TestIssuerIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String STATUS_WANTED =
            "{\"credentialStatus\": {\"type\": \"BitstringStatusListEntry\", \"statusPurpose\": \"revocation\"}}";

    @LocalServerPort
    private int port;

    static Stream<Map.Entry<String, String>> malformed() {
        return MalformedCredentials.all();
    }

    @Test
    void aCredentialIsIssuedUnderTheTestKeyAlone() throws Exception {
        var answer =
                issue(MalformedCredentials.with("issuer", "{\"id\": \"did:example:other\", \"name\": \"N\"}"), "{}");

        assertThat(answer.statusCode()).isEqualTo(201);
        var issued = json(answer).path("verifiableCredential");
        assertThat(issued.path("issuer").path("id").asString()).startsWith("did:key:z6Mk");
        assertThat(issued.path("issuer").path("name").asString()).isEqualTo("N");
        assertThat(issued.path("proof").path("cryptosuite").asString()).isEqualTo("eddsa-rdfc-2022");
        assertThat(issued.has("credentialStatus")).isFalse();
        assertThat(proofOf(issued)).isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void aStatusIsInjectedOnRequestAndItsListCanBeFetched() throws Exception {
        var first = json(issue(MalformedCredentials.sound(), STATUS_WANTED)).path("verifiableCredential");
        var second = json(issue(MalformedCredentials.sound(), STATUS_WANTED)).path("verifiableCredential");

        var status = first.path("credentialStatus");
        assertThat(status.path("statusListIndex"))
                .isNotEqualTo(second.path("credentialStatus").path("statusListIndex"));
        var list = json(
                get(URI.create(status.path("statusListCredential").asString()).getPath()));
        assertThat(proofOf(list)).isInstanceOf(ProofResult.Valid.class);
        assertThat(list.path("issuer")).isEqualTo(first.path("issuer"));
        assertThat(StatusList.parse(
                        list.path("credentialSubject").path("encodedList").asString()))
                .isEqualTo(StatusList.of(StatusList.LEAST_ENTRIES));
        assertThat(get("/vc-api/status/1-0").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void whatIsNoCredentialIsRefused(Map.Entry<String, String> malformed) throws Exception {
        var answer = issue(malformed.getValue(), "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("error").asString()).isEqualTo("VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "\"credential\"",
                "[]",
                "{}",
                "{\"credential\": null}",
                "{\"credential\": 7}",
                "{\"credential\": []}",
                "{\"credential\": \"x\"}",
                "{\"credential\": {}, \"credential\": {}}"
            })
    void whatIsNoRequestIsRefused(String body) throws Exception {
        assertThat(post(body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{\"credentialStatus\": null}",
                "{\"credentialStatus\": {\"type\": \"Other\"}}",
                "{\"credentialStatus\": {\"type\": \"BitstringStatusListEntry\", \"statusPurpose\": \"suspension\"}}"
            })
    void whatIsNoOptionIsRefused(String options) throws Exception {
        assertThat(issue(MalformedCredentials.sound(), options).statusCode()).isEqualTo(400);
    }

    private static ProofResult proofOf(JsonNode signed) {
        return new DataIntegrityVerifier(new PublishedKeys(DocumentLoader.NONE))
                .verifyCredential(signed.toString().getBytes(StandardCharsets.UTF_8), Instant.now());
    }

    private HttpResponse<String> issue(String credential, String options) throws Exception {
        return post("{\"credential\": " + credential + ", \"options\": " + options + "}");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/credentials/issue"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
