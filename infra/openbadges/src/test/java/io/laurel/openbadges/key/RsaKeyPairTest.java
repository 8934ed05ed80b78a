package io.laurel.openbadges.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.jsonld.StrictJson;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class RsaKeyPairTest {

    private static final RsaKeyPair PAIR = RsaKeyPair.generate(new SecureRandom());

    @Test
    void whatIsSealedOpensToTheSamePair() {
        RsaKeyPair opened = RsaKeyPair.of(PAIR.pkcs8());
        byte[] message = "Rivers".getBytes(UTF_8);

        assertThat(opened.publicKey()).isEqualTo(PAIR.publicKey());
        assertThat(PAIR.publicKey().verify(message, opened.sign(message))).isTrue();
    }

    @Test
    void hasTwoThousandAndFortyEightBits() {
        String n = StrictJson.object(PAIR.publicKey().jwk()).getString("n");

        assertThat(Base64.getUrlDecoder().decode(n)).hasSize(256);
    }

    @Test
    void neverPrintsItsPrivateHalf() {
        assertThat(PAIR).hasToString("RsaKeyPair[RSA 2048 bits]");
        assertThat(PAIR.publicKey().jwk()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void whatCannotBeReadIsNotToldOn() {
        byte[] cut = Arrays.copyOf(PAIR.pkcs8(), 1000);

        assertThatThrownBy(() -> RsaKeyPair.of(cut))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("not an RSA private key in PKCS#8");
    }
}
