package io.laurel.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.openbadges.proof.ProofResult;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KeyRotationIT {

    private final Laurel laurel = Laurel.running();

    @Test
    void aKeyIsRotatedAndWhatItSignedStaysTrueAlsoAsAJwt() throws Exception {
        var before = issued("before@keys.example.com");
        var jwt = new String(laurel.getBytes("/credentials/" + before + "/jwt"), UTF_8);

        var key = laurel.rotateSigningKey();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> laurel.getAsOwner(
                                "/api/organizations/" + laurel.variable("LAUREL_ORG_ID") + "/signing-keys")
                        .at("/data/0/id")
                        .asString()
                        .equals(key));

        var after = laurel.getBytes("/credentials/" + issued("after@keys.example.com") + "/ob3");
        assertThat(new String(after, UTF_8)).contains("#key-" + key);
        assertThat(Proofs.check(after, laurel)).isInstanceOf(ProofResult.Valid.class);
        var old = laurel.getBytes("/credentials/" + before + "/ob3");
        assertThat(new String(old, UTF_8)).doesNotContain(key);
        assertThat(Proofs.check(old, laurel)).isInstanceOf(ProofResult.Valid.class);

        assertThat(laurel.getBytes("/credentials/" + before + "/jwt")).isEqualTo(jwt.getBytes(UTF_8));
        var header = new JsonMapper().readTree(Base64.getUrlDecoder().decode(jwt.substring(0, jwt.indexOf('.'))));
        var listed = laurel.get("/issuers/" + laurel.variable("LAUREL_ORG_SLUG") + "/did.json")
                .get("verificationMethod");
        assertThat(listed.findValues("publicKeyJwk")).contains(header.get("jwk"));
    }

    private String issued(String email) throws Exception {
        return laurel.issue(laurel.variable("LAUREL_BADGE_ID"), "Ada Lovelace", email)
                .get("credentialId")
                .asString();
    }
}
