package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.status.StatusList;
import io.laurel.test.MovableClock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@JudgingVerifier
class JudgementIT {

    private static final String CHECKS =
            "signatureValid,issuerVerified,alreadyValid,notExpired,notRevoked,notSuspended,schemaValid";

    private static final String UNDEFINED_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2";

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    MovableClock clock;

    @RegisterExtension
    final ForeignIssuer other = new ForeignIssuer();

    private JsonNode judge(String credential) {
        var answer = browser.post("/api/credentials/verify", "application/json", credential.getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private Registry.Draft draft() {
        var organization = registry.organization("professional");
        registry.statusList(organization, 0, StatusList.of(StatusList.LEAST_ENTRIES));
        return registry.draft(registry.badge(organization)).claimed();
    }

    private static void allHold(JsonNode answer) {
        assertThat(answer.path("status").asString()).as(answer.toString()).isEqualTo("valid");
        assertThat(answer.path("verification"))
                .allSatisfy(check -> assertThat(check.asBoolean()).isTrue());
        assertThat(answer.path("reasons"))
                .allSatisfy(reason -> assertThat(reason.asString()).endsWith("."));
    }

    @Test
    void aBadgeOfSomebodyElseIsJudgedCheckByCheck() {
        var answer = judge(other.sign(other.badge("Skipper")));

        allHold(answer);
        assertThat(String.join(",", answer.path("verification").propertyNames()))
                .isEqualTo(CHECKS);
        assertThat(String.join(",", answer.path("reasons").propertyNames())).isEqualTo(CHECKS);
        assertThat(answer.path("ob3Credential").path("issuer").path("id").asString())
                .isEqualTo(other.did());
        assertThat(answer.propertyNames())
                .containsExactly("status", "verification", "reasons", "ob3Credential", "credential");
    }

    @Test
    void soIsOneThatIsAToken() {
        var answer = browser.post(
                "/api/credentials/verify",
                "application/vc+jwt",
                other.token(other.badge("Skipper")).getBytes(UTF_8));

        allHold(answer.json());
    }

    @Test
    void anIssuersStatusListRevokes() {
        other.revoke(7);

        var answer = judge(other.sign(other.badge("Skipper")));

        assertThat(answer.path("status").asString()).isEqualTo("revoked");
        assertThat(answer.path("verification").path("notRevoked").asBoolean(true))
                .isFalse();
        assertThat(answer.path("verification").path("signatureValid").asBoolean())
                .isTrue();
    }

    @Test
    void aSuspendedBadgeIsSuspendedAndNotRevoked() {
        other.suspend(7);

        var answer = judge(other.sign(other.badge("Skipper")));

        assertThat(answer.path("status").asString()).isEqualTo("suspended");
        assertThat(answer.path("verification").path("notSuspended").asBoolean(true))
                .isFalse();
        assertThat(answer.path("verification").path("notRevoked").asBoolean()).isTrue();
        assertThat(answer.path("reasons").path("notSuspended").asString())
                .isEqualTo("It is suspended, says the status list of its issuer.");
    }

    @Test
    void aStatusListThatIsATokenCountsAsMuch() {
        other.listsAsTokens();
        var badge = other.sign(other.badge("Skipper"));
        allHold(judge(badge));

        other.revoke(7);

        assertThat(judge(badge).path("status").asString()).isEqualTo("revoked");
    }

    @Test
    void aTokenInAnEnvelopeIsJudgedAsTheToken() {
        allHold(judge("""
                {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
                 "id": "data:application/vc+jwt,%s"}
                """.formatted(other.token(other.badge("Skipper")))));
    }

    @Test
    void aChangedBadgeIsInvalidAndItsServersAreLeftAlone() {
        var answer = judge(other.sign(other.badge("Skipper")).replace("Skipper", "Admiral"));

        assertThat(answer.path("status").asString()).isEqualTo("invalid");
        assertThat(answer.path("verification").path("signatureValid").asBoolean(true))
                .isFalse();
        assertThat(answer.path("verification").path("notRevoked").isNull()).isTrue();
        assertThat(other.asked()).isZero();
    }

    @Test
    void whatIsNotPublicIsNotAskedAndSoNotKnown() {
        // The name is loopback's, its address by IPv6 not allowed; whichever comes, no badge may send us there.
        var elsewhere = other.sign(other.badge("Skipper")).replace("http://127.0.0.1", "http://127.0.0.2");
        var did = elsewhere.replace(other.did() + "#", "did:web:127.0.0.2%3A" + other.port() + "#");

        var answer = judge(did);

        assertThat(answer.path("status").asString()).isEqualTo("unknown");
        assertThat(answer.path("verification").path("signatureValid").isNull()).isTrue();
        assertThat(answer.path("reasons").path("signatureValid").asString()).contains("not on the public internet");
        assertThat(other.asked()).isZero();
    }

    @Test
    void aKeyAtAPortThatThereCannotBeIsNotKnown() {
        var answer =
                judge(other.sign(other.badge("Skipper")).replace(other.did() + "#", "did:web:example.com%3A70000#"));

        assertThat(answer.path("status").asString()).isEqualTo("unknown");
        assertThat(answer.path("reasons").path("signatureValid").asString()).contains("There is no port 70000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-30000001", "1e-999999999", "1e999999999"})
    void aNumberThatIsGigabytesWhenWrittenOutIsRefused(String number) {
        var badge = other.sign(other.badge("Skipper"))
                .replace("context-3.0.3.json\"", "context-3.0.3.json\",\"" + UNDEFINED_TERMS + "\"")
                .replace("[\"AchievementSubject\"]", "[\"AchievementSubject\"],\"weight\":[" + number + "]");
        assertThat(badge).contains(UNDEFINED_TERMS, "\"weight\":[1e");

        assertThat(refusal(badge)).contains("a number with an exponent beyond 400");
    }

    @Test
    void aListOfEndlessValuesIsRefused() {
        assertThat(refusal("{\"x\": [" + "1,".repeat(300_000) + "1]}")).contains("more than 20000 values");
    }

    private String refusal(String credential) {
        var answer = browser.post("/api/credentials/verify", "application/json", credential.getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().path("message").asString();
    }

    @Test
    void whatWeIssuedIsJudgedFromOurOwnTables() {
        var credential = registry.issue(draft());

        var answer = judge(credential.document());

        allHold(answer);
        assertThat(answer.path("verification").path("issuerActive").asBoolean()).isTrue();
        assertThat(answer.path("verificationUrl").asString()).endsWith("/verify/" + credential.shortId());
        assertThat(answer.has("supersededBy")).isFalse();
        assertThat(answer.toString()).doesNotContain(credential.email());
    }

    @Test
    void aRevocationOfOursIsKnownBeforeItsListIsSigned() {
        var answer =
                judge(registry.issue(draft().revoked("2026-02-01T00:00:00Z")).document());

        assertThat(answer.path("status").asString()).isEqualTo("revoked");
        assertThat(answer.path("reasons").path("notRevoked").asString()).isEqualTo("Academy of Letters revoked it.");
    }

    @Test
    void whatReplacedOneOfOursIsSaid() {
        var draft = draft().to("again@example.com");
        var newer = registry.renew(draft.revoked("2026-02-01T00:00:00Z"), draft);
        var older = registry.documentOf(registry.supersededBy(newer));

        assertThat(judge(older).path("supersededBy").path("credentialId").asString())
                .isEqualTo(newer.shortId());
    }

    @Test
    void aPrivateOneOfOursLeadsNowhere() {
        var answer = judge(registry.issue(draft().keptPrivate()).document());

        allHold(answer);
        assertThat(answer.has("verificationUrl")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "image", "whatever"})
    void aPictureIsUnbakedWhateverItsFieldIsCalled(String field) {
        var credential = registry.issue(draft());
        var png = browser.get("/api/credentials/" + credential.shortId() + "/baked")
                .bytes();

        var answer = browser.upload("/api/credentials/verify-image", field, "badge.png", png);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        allHold(answer.json());
    }

    @Test
    void aFileOfJsonMayBeUploadedToo() {
        var answer = browser.upload(
                "/api/credentials/verify-image",
                "file",
                "badge.json",
                other.sign(other.badge("Skipper")).getBytes(UTF_8));

        allHold(answer.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{}", "[]", "{\"type\":\"Assertion\"}", "ey.ey.ey", "<svg/>", "<html>"})
    void whatIsNoCredentialIsRefusedInTheCommonShape(String text) {
        var answer = browser.post("/api/credentials/verify", "text/plain", text.getBytes(UTF_8));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.json().path("message").asString()).endsWith(".");
    }

    @Test
    void aPictureWithoutABadgeIsRefused() {
        var answer = browser.upload("/api/credentials/verify-image", "file", "plain.png", Medal.png());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asString()).isEqualTo("There is no badge in this picture.");
    }

    @Test
    void whatIsTooLargeOrOfAnotherKindIsRefused() {
        assertThat(browser.upload("/api/credentials/verify-image", "file", "big.png", new byte[7 * 1024 * 1024])
                        .status())
                .isEqualTo(413);
        assertThat(browser.post("/api/credentials/verify", "application/json", new byte[2 * 1024 * 1024])
                        .status())
                .isEqualTo(413);
        assertThat(browser.upload("/api/credentials/verify-image", "file", "badge.json", new byte[1024 * 1024 + 1])
                        .status())
                .as("a text is no larger for being in a file")
                .isEqualTo(413);
        assertThat(browser.post("/api/credentials/verify", "application/xml", "<a/>".getBytes(UTF_8))
                        .status())
                .isEqualTo(415);
        assertThat(browser.post("/api/credentials/verify-image", "image/png", Medal.png())
                        .status())
                .isEqualTo(415);
        assertThat(browser.upload("/api/credentials/verify-image", "file", "empty.png", new byte[0])
                        .status())
                .isEqualTo(400);
    }

    /** Each look-up may take its time, and a stranger's badge may name eight lists. */
    @Test
    void whoIsSlowIsNotAskedForEver() throws Exception {
        var badge = other.badge("Skipper");
        var entry = badge.getJsonObject("credentialStatus");
        var next = StrictJson.PROVIDER.createObjectBuilder(entry).add("statusListIndex", "8");
        var slow = other.sign(StrictJson.PROVIDER
                .createObjectBuilder(badge)
                .add(
                        "credentialStatus",
                        StrictJson.PROVIDER.createArrayBuilder().add(entry).add(next))
                .build());
        other.hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var judgement = threads.submit(() -> judge(slow));
            await().untilAsserted(() -> assertThat(other.asked()).isEqualTo(1));

            clock.advance(Duration.ofSeconds(20));
            other.release();

            assertThat(judgement.get().path("reasons").path("notRevoked").asString())
                    .isEqualTo("Its status list could not be had: Others had been asked for too long already.");
            assertThat(other.asked()).isEqualTo(1);
        }
        allHold(judge(slow));
    }

    @Test
    void whoComesWhileAllPlacesAreTakenIsAskedToComeAgain() throws Exception {
        var slow = other.sign(other.badge("Skipper"));
        other.hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> judge(slow));
            await().untilAsserted(() -> assertThat(other.asked()).isEqualTo(1));

            var second = browser.post("/api/credentials/verify", "application/json", slow.getBytes(UTF_8));

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.json().path("error").asString()).isEqualTo("UNAVAILABLE");
            assertThat(second.header("Retry-After")).isNotEmpty();
            var byVcApi = ("{\"verifiableCredential\":" + slow + "}").getBytes(UTF_8);
            assertThat(browser.post("/credentials/verify", "application/json", byVcApi)
                            .status())
                    .isEqualTo(503);
            other.release();
            allHold(first.get());
        }
    }
}
