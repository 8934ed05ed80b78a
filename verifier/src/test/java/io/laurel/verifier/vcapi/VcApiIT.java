package io.laurel.verifier.vcapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.DocumentSigner;
import io.laurel.openbadges.proof.SigningOptions;
import io.laurel.persistence.Schema;
import io.laurel.test.MalformedCredentials;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithPostgres(Schema.Role.VERIFIER)
@WithKafka
class VcApiIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    private static final Ed25519KeyPair PAIR = Ed25519KeyPair.generate(new SecureRandom());
    private static final String DID = "did:key:" + PAIR.publicKeyMultibase();
    private static final IssuerKey KEY = new IssuerKey(URI.create(DID + "#" + PAIR.publicKeyMultibase()), PAIR);

    private static final String CREDENTIAL_ENVELOPE = "\"EnvelopedVerifiableCredential\"";
    private static final String PRESENTATION_ENVELOPE = "\"EnvelopedVerifiablePresentation\"";

    @LocalServerPort
    private int port;

    static Stream<Map.Entry<String, String>> malformed() {
        return MalformedCredentials.all();
    }

    @Test
    void aSoundCredentialIsVerified() throws Exception {
        var answer = verify(credential(MalformedCredentials.sound(), DID), "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("verified").asBoolean()).isTrue();
        assertThat(json(answer).path("errors").isEmpty()).isTrue();
        assertThat(json(answer).path("checks").toString()).contains("proof", "issuer", "credentialStatus");
    }

    @Test
    void aChangedCredentialIsNot() throws Exception {
        var changed = credential(MalformedCredentials.sound(), DID).replace("did:example:subject", "did:example:thief");

        var answer = verify(changed, "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("verified").asBoolean(true)).isFalse();
        assertThat(json(answer).path("errors").isEmpty()).isFalse();
    }

    @Test
    void someoneElsesKeyIsAnErrorUnlessTheProofAloneIsAskedFor() throws Exception {
        var foreign = credential(MalformedCredentials.sound(), "did:example:issuer");

        assertThat(verify(foreign, "{}").statusCode()).isEqualTo(400);
        var proofOnly = verify(foreign, "{\"checks\": [\"proof\"]}");
        assertThat(proofOnly.statusCode()).isEqualTo(200);
        assertThat(json(proofOnly).path("warnings").toString()).contains("did:example:issuer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"expectedProofPurpose\": \"authentication\"} | 400",
                "{\"expectedProofPurpose\": \"assertionMethod\"} | 200",
                "{\"domain\": \"verifier.example\"} | 400",
                "{\"challenge\": \"c\"} | 400",
                "{\"checks\": \"proof\"} | 400",
                "{\"checks\": [\"horoscope\"]} | 400",
                "{\"checks\": []} | 200",
                "7 | 400",
                "null | 400"
            })
    void optionsAreHeeded(String options, int status) throws Exception {
        assertThat(verify(credential(MalformedCredentials.sound(), DID), options)
                        .statusCode())
                .isEqualTo(status);
    }

    /** Signed wherever a signature is possible, so that it is not the missing proof that is refused. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void whatIsNoCredentialIsRefused(Map.Entry<String, String> malformed) throws Exception {
        var answer = verify(signedIfPossible(malformed.getValue()), "{\"checks\": [\"proof\"]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{}",
                "{\"verifiableCredential\": null, \"verifiablePresentation\": null}",
                "{\"verifiableCredential\": \"x\", \"verifiablePresentation\": \"x\"}",
                "{\"verifiableCredential\": [], \"verifiablePresentation\": []}",
                "{\"verifiableCredential\": {}, \"verifiablePresentation\": {}}",
                "{\"verifiableCredential\": {\"type\": []}, \"verifiablePresentation\": {\"type\": []}}"
            })
    void whatIsNoRequestIsRefused(String body) throws Exception {
        assertThat(post("/credentials/verify", body).statusCode()).isEqualTo(400);
        assertThat(post("/presentations/verify", body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-30000001", "1e-999999999"})
    void aNumberThatIsGigabytesWhenWrittenOutIsRefused(String number) throws Exception {
        var context = "\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
                + "\"https://www.w3.org/ns/credentials/undefined-terms/v2\"],\"weight\":[" + number + "]";
        var credential =
                credential(MalformedCredentials.sound(), DID).replaceFirst("\"@context\":(\\[.*?]|\".*?\")", context);
        assertThat(credential).contains(context);

        for (var answer : List.of(
                verify(credential, "{}"), present("{" + context + ",\"type\":[\"VerifiablePresentation\"]}", "{}"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("a number with an exponent beyond 400");
        }
    }

    /** As W3C's suite for data model 2.0 asks (its 4.13.2), of a token that can be trusted. */
    @Test
    void aCredentialInAnEnvelopeIsVerifiedAndAMalformedEnvelopeIsNot() throws Exception {
        var sound = envelope(CREDENTIAL_ENVELOPE, "\"data:application/vc+jwt," + vcJwt() + "\"");

        assertThat(verify(sound, "{}").statusCode()).isEqualTo(200);
        for (var malformed : malformed(sound, "VerifiableCredential")) {
            assertThat(verify(malformed, "{}").statusCode()).as(malformed).isEqualTo(400);
        }
    }

    @Test
    void aPresentationInAnEnvelopeIsVerifiedAndAMalformedEnvelopeIsNot() throws Exception {
        var sound = envelope(PRESENTATION_ENVELOPE, "\"data:application/vp+jwt," + vpJwt("") + "\"");
        var answer = present(sound, "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("credentialResults").size()).isOne();
        for (var malformed : malformed(sound, "VerifiablePresentation")) {
            assertThat(present(malformed, "{}").statusCode()).as(malformed).isEqualTo(400);
        }
    }

    private static String[] malformed(String envelope, String inside) {
        var context = "\"@context\": \"https://www.w3.org/ns/credentials/v2\"";
        return new String[] {
            envelope.replace(context, "\"@context\": []"),
            envelope.replace(context, "\"@context\": \"https://www.w3.org/ns/credentials/examples/v2\""),
            envelope.replaceFirst("data:[^,]*,", ""),
            envelope.replaceFirst("\"type\": \"[^\"]*\", ", ""),
            envelope.replaceFirst("\"type\": \"[^\"]*\"", "\"type\": \"" + inside + "\""),
            envelope.replaceFirst("\"type\": \"[^\"]*\"", "\"type\": [\"" + inside + "\"]")
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"aud\": \"d.example\", \"nonce\": \"c1\"           | 200",
                "\"aud\": [\"x\", \"d.example\"], \"nonce\": \"c1\" | 200",
                "\"aud\": \"e.example\", \"nonce\": \"c1\"           | 400",
                "\"aud\": \"d.example\", \"nonce\": \"c2\"           | 400",
                "\"aud\": \"d.example\"                              | 400",
                "\"nonce\": \"c1\"                                   | 400",
                "\"aud\": \"d.example\", \"nonce\": \"c1\", \"exp\": 1 | 400",
                "\"aud\": \"d.example\", \"nonce\": \"c1\", \"iss\": \"did:example:other\" | 400",
                "\"aud\": \"d.example\", \"nonce\": \"c1\", \"holder\": \"did:example:other\" | 400"
            })
    void aPresentationThatIsATokenAnswersItsChallenge(String claims, int status) throws Exception {
        var envelope = envelope(PRESENTATION_ENVELOPE, "\"data:application/vp+jwt," + vpJwt(claims) + "\"");

        assertThat(present(envelope, "{\"domain\": \"d.example\", \"challenge\": \"c1\"}")
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void aPresentationWhoseSignatureIsAnothersIsRefused() throws Exception {
        var token = vpJwt("");
        var other = vpJwt("\"nonce\": \"other\"");
        var forged = other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));

        var answer = present(envelope(PRESENTATION_ENVELOPE, "\"data:application/vp+jwt," + forged + "\""), "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errors").toString()).contains("signature does not match");
        assertThat(json(answer).path("credentialResults").isMissingNode()).isTrue();
    }

    /** The suite's own tokens are of that kind; VC JOSE/COSE forbids these claims. */
    @Test
    void aTokenOfTheTimeBeforeDataModel2IsNotChecked() throws Exception {
        var credential = token("JWT", "{\"iss\": \"" + DID + "\", \"vc\": " + MalformedCredentials.sound() + "}");
        var presentation = token("JWT", "{\"iss\": \"" + DID + "\", \"vp\": " + presentation("", false) + "}");

        assertThat(verify(envelope(CREDENTIAL_ENVELOPE, "\"data:application/jwt," + credential + "\""), "{}")
                        .statusCode())
                .isEqualTo(400);
        var answer = present(envelope(PRESENTATION_ENVELOPE, "\"data:application/jwt," + presentation + "\""), "{}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errors").toString()).contains("wrapped in a vp claim");
    }

    private static String vcJwt() {
        var document = StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object(MalformedCredentials.sound()))
                .add("issuer", DID)
                .build();
        return token("vc+jwt", document.toString());
    }

    /** Holds one credential in an envelope; claims are added to it, or replace what it says. */
    private static String vpJwt(String claims) {
        var held = envelope(CREDENTIAL_ENVELOPE, "\"data:application/vc+jwt," + vcJwt() + "\"");
        var document = StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object("""
                        {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
                         "holder": "%s", "verifiableCredential": [%s]}""".formatted(DID, held)))
                .addAll(StrictJson.PROVIDER.createObjectBuilder(StrictJson.object("{" + claims + "}")))
                .build();
        return token("vp+jwt", document.toString());
    }

    private static String token(String type, String claims) {
        var header = "{\"alg\": \"EdDSA\", \"typ\": \"" + type + "\", \"kid\": \"" + KEY.verificationMethod() + "\"}";
        var both = Base64Url.encode(header.getBytes(UTF_8)) + "." + Base64Url.encode(claims.getBytes(UTF_8));
        return both + "." + Base64Url.encode(KEY.sign(both.getBytes(UTF_8)));
    }

    @Test
    void anEnvelopeWithoutAJwtIsRefused() throws Exception {
        for (var id : new String[] {"\"data:application/vc+jwt,notajwt\"", "\"a.b.c\"", "7"}) {
            assertThat(verify(envelope("\"EnvelopedVerifiableCredential\"", id), "{}")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(verify(
                                envelope(
                                        "[\"EnvelopedVerifiableCredential\", \"Other\"]",
                                        "\"data:application/vc+jwt,a.b.c\""),
                                "{}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPresentationAnswersItsChallenge() throws Exception {
        var held = credential(MalformedCredentials.sound(), DID);
        var presentation = presentation("\"holder\": \"" + DID + "\", \"verifiableCredential\": [" + held + "]", true);

        assertThat(present(presentation, "{\"domain\": \"d.example\", \"challenge\": \"c1\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(present(presentation, "{\"domain\": \"d.example\", \"challenge\": \"c2\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(present(presentation, "{\"domain\": \"e.example\", \"challenge\": \"c1\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anUnsignedPresentationIsTakenWhereNobodyAskedForASignature() throws Exception {
        var held = credential(MalformedCredentials.sound(), DID);
        var unsigned = presentation("\"verifiableCredential\": [" + held + "]", false);

        assertThat(present(unsigned, "{}").statusCode()).isEqualTo(200);
        assertThat(present(unsigned, "{\"challenge\": \"c1\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void everyCredentialInAPresentationMustHold() throws Exception {
        var held = credential(MalformedCredentials.sound(), DID);
        var changed = held.replace("did:example:subject", "did:example:thief");
        var answer = present(presentation("\"verifiableCredential\": [" + held + ", " + changed + "]", false), "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        var results = json(answer).path("credentialResults");
        assertThat(results.path(0).path("verified").asBoolean()).isTrue();
        assertThat(results.path(1).path("verified").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"holder\": \"nobody\"",
                "\"holder\": {}",
                "\"holder\": {\"id\": null}",
                "\"holder\": \"did:example:somebody-else\"",
                "\"id\": \"no address\"",
                "\"type\": \"Other\"",
                "\"@context\": []",
                "\"@context\": [\"https://www.w3.org/ns/credentials/v2\", 7]",
                "\"verifiableCredential\": \"did:example:credential\"",
                "\"verifiableCredential\": [7]",
                "\"verifiableCredential\": [{}]",
                "\"nobodyDefinesThis\": 7"
            })
    void whatIsNoPresentationIsRefused(String member) throws Exception {
        assertThat(present(presentation(member, true), "{}").statusCode()).isEqualTo(400);
    }

    private static String envelope(String type, String id) {
        return "{\"@context\": \"https://www.w3.org/ns/credentials/v2\", \"type\": " + type + ", \"id\": " + id + "}";
    }

    private static String credential(String json, String issuer) {
        var document = StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object(json))
                .add("issuer", issuer)
                .build();
        return signed(document, SigningOptions.ofCredential(EARLIER));
    }

    private static String signedIfPossible(String json) {
        var document = StrictJson.object(json);
        if (document.containsKey("proof")) {
            return json;
        }
        try {
            return signed(document, SigningOptions.ofCredential(EARLIER));
        } catch (RuntimeException meaningless) {
            return json;
        }
    }

    /** Later members replace earlier ones; signed for the challenge c1 of d.example where that is possible. */
    private static String presentation(String members, boolean signed) {
        var document = StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object("""
                        {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}"""))
                .addAll(StrictJson.PROVIDER.createObjectBuilder(StrictJson.object("{" + members + "}")))
                .build();
        try {
            return signed
                    ? signed(document, SigningOptions.ofPresentation(EARLIER, "d.example", "c1"))
                    : document.toString();
        } catch (RuntimeException meaningless) {
            return document.toString();
        }
    }

    private static String signed(JsonObject document, SigningOptions options) {
        return new DocumentSigner(KEY)
                .sign(document, options, DocumentSigner.Form.OBJECT)
                .toString();
    }

    private HttpResponse<String> verify(String credential, String options) throws Exception {
        return post(
                "/credentials/verify", "{\"verifiableCredential\": " + credential + ", \"options\": " + options + "}");
    }

    private HttpResponse<String> present(String presentation, String options) throws Exception {
        return post(
                "/presentations/verify",
                "{\"verifiablePresentation\": " + presentation + ", \"options\": " + options + "}");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body, UTF_8))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
