package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A stranger whose keys are found by did:web, over TLS as it is spoken outside, the operator having added authorities. */
@JudgingVerifier
class ForeignDidWebIT {

    private static final TlsCertificate KNOWN;
    private static final TlsCertificate OF_ANOTHER_NAME;
    private static final TlsCertificate UNKNOWN;

    static {
        try {
            KNOWN = TlsCertificate.of("localhost");
            OF_ANOTHER_NAME = TlsCertificate.of("elsewhere.example");
            UNKNOWN = TlsCertificate.of("localhost");
        } catch (Exception broken) {
            throw new ExceptionInInitializerError(broken);
        }
    }

    @DynamicPropertySource
    static void believe(DynamicPropertyRegistry properties) {
        properties.add("laurel.verifier.outbound.plain-http", () -> "false");
        properties.add("laurel.verifier.outbound.allow", () -> "127.0.0.1,::1");
        properties.add("laurel.verifier.outbound.ssl-bundle", () -> "partners");
        properties.add(
                "spring.ssl.bundle.pem.partners.truststore.certificate", () -> pem(KNOWN) + pem(OF_ANOTHER_NAME));
    }

    private static String pem(TlsCertificate certificate) {
        try {
            return certificate.pem();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Autowired
    Browser browser;

    @RegisterExtension
    final ForeignIssuer known = new ForeignIssuer(KNOWN);

    @RegisterExtension
    final ForeignIssuer misnamed = new ForeignIssuer(OF_ANOTHER_NAME);

    @RegisterExtension
    final ForeignIssuer unknown = new ForeignIssuer(UNKNOWN);

    private JsonNode judge(ForeignIssuer issuer) {
        var credential = issuer.sign(issuer.badge("Skipper"));
        var answer = browser.post("/api/credentials/verify", "application/json", credential.getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void anIssuersKeysAndListAreFoundByItsName() {
        var answer = judge(known);

        assertThat(answer.path("status").asString()).as(answer.toString()).isEqualTo("valid");
        assertThat(answer.path("reasons").path("issuerVerified").asString())
                .isEqualTo("The key that signed it is listed in the DID document of the issuer, " + known.did() + ".");
        assertThat(known.asked()).isOne();
    }

    @Test
    void aServerThatShowsTheCertificateOfAnotherNameIsNotBelieved() {
        isNotBelieved(misnamed);
    }

    @Test
    void aServerWhoseCertificateNobodyAddedIsNotBelieved() {
        isNotBelieved(unknown);
    }

    private void isNotBelieved(ForeignIssuer issuer) {
        var answer = judge(issuer);

        assertThat(answer.path("status").asString()).as(answer.toString()).isEqualTo("unknown");
        assertThat(answer.path("verification").path("signatureValid").isNull()).isTrue();
        assertThat(answer.path("reasons").path("signatureValid").asString()).contains("localhost could not be asked");
        assertThat(issuer.asked()).isZero();
    }
}
