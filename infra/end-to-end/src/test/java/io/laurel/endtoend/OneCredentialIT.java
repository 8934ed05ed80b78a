package io.laurel.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.openbadges.baking.Unbaker;
import io.laurel.openbadges.proof.ProofResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OneCredentialIT {

    private final Laurel laurel = Laurel.running();

    @Test
    void aCredentialIsIssuedMailedVerifiedAndBaked() throws Exception {
        var email = "zoe@one.example.com";

        var issued = laurel.issue(laurel.variable("LAUREL_BADGE_ID"), "Zoë Łucja 王小明", email);
        var shortId = issued.get("credentialId").asString();
        assertThat(shortId).matches("CRD-[A-Z0-9]{8}");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(laurel.mailsTo(email)).hasSize(1));
        var mail = laurel.mailsTo(email).get(0);
        assertThat(mail.get("html").asString()).contains("/verify/" + shortId);
        assertThat(mail.get("text").asString()).contains("/verify/" + shortId);

        var verified = laurel.get("/api/verify/" + shortId);
        assertThat(verified.at("/verification/signatureValid").asBoolean()).isTrue();
        assertThat(verified.at("/verification/notRevoked").asBoolean()).isTrue();
        assertThat(verified.at("/verification/notExpired").asBoolean()).isTrue();
        assertThat(verified.at("/verification/issuerActive").asBoolean()).isTrue();
        assertThat(verified.at("/credential/recipientEmail").asString()).isEqualTo("z***@one.example.com");

        var document = laurel.getBytes("/credentials/" + shortId + "/ob3");
        assertThat(Proofs.check(document, laurel)).isInstanceOf(ProofResult.Valid.class);

        var baked = laurel.getBytes("/api/credentials/" + shortId + "/baked");
        assertThat(Unbaker.extract(baked).orElseThrow()).isEqualTo(document);

        var bakedSvg = laurel.getBytes("/api/credentials/" + shortId + "/baked.svg");
        assertThat(Unbaker.extract(bakedSvg).orElseThrow()).isEqualTo(document);
    }

    @Test
    void aChangedCredentialDoesNotPass() throws Exception {
        var issued = laurel.issue(laurel.variable("LAUREL_BADGE_ID"), "Grace", "grace@one.example.com");
        var document =
                laurel.getBytes("/credentials/" + issued.get("credentialId").asString() + "/ob3");

        var changed = new String(document, UTF_8).replaceFirst("\"validFrom\":\"20", "\"validFrom\":\"19");

        assertThat(Proofs.check(changed.getBytes(UTF_8), laurel)).isInstanceOf(ProofResult.Invalid.class);
    }
}
