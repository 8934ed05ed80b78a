package io.laurel.openbadges.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.proof.Malleable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureProviderTest {

    private static final byte[] MESSAGE = "Rivers".getBytes(UTF_8);

    static Stream<SignatureProvider> providers() {
        return Stream.of(SignatureProvider.BOUNCY_CASTLE, SignatureProvider.jca("SunEC"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyProviderMakesTheSameSignature(SignatureProvider provider) {
        byte[] signature = Ed25519KeyPair.of(Samples.PAIR.seed(), provider).sign(MESSAGE);

        assertThat(signature).isEqualTo(Samples.PAIR.sign(MESSAGE));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyProviderRefusesTheSame(SignatureProvider provider) {
        byte[] signature = Samples.PAIR.sign(MESSAGE);
        PublicKey key = Ed25519PublicKey.of(Samples.PAIR.publicKey(), provider);

        assertThat(key.verify(MESSAGE, signature)).isTrue();
        assertThat(key.verify("rivers".getBytes(UTF_8), signature)).isFalse();
        assertThat(key.verify(MESSAGE, Malleable.of(signature))).isFalse();
        assertThat(key.verify(MESSAGE, Arrays.copyOf(signature, 63))).isFalse();
        assertThat(key.verify(MESSAGE, Arrays.copyOf(signature, 65))).isFalse();
        assertThat(key.verify(MESSAGE, new byte[64])).isFalse();
    }

    @Test
    void aProviderThatIsNotThereIsNamedAtOnce() {
        assertThatThrownBy(() -> SignatureProvider.jca("NoSuchProvider"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NoSuchProvider");
        assertThatThrownBy(() -> SignatureProvider.jca("SunRsaSign"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ed25519");
    }
}
