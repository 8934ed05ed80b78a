package io.laurel.worker.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.SignatureProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class SignatureSettingsTest {

    @Test
    void bouncyCastleSignsUnlessSomeoneElseIsNamed() {
        assertThat(bound(new MockEnvironment()).provider()).isSameAs(SignatureProvider.BOUNCY_CASTLE);
    }

    @Test
    void anInstalledProviderMakesTheSameSignatures() {
        var other = bound(new MockEnvironment().withProperty("laurel.worker.signature-provider", "SunEC"))
                .provider();
        var message = "signed".getBytes(UTF_8);
        assertThat(Ed25519KeyPair.of(new byte[32], other).sign(message))
                .isEqualTo(Ed25519KeyPair.of(new byte[32]).sign(message));
        assertThat(other).isNotSameAs(SignatureProvider.BOUNCY_CASTLE);
    }

    @Test
    void aProviderThatIsNotThereStopsTheStartWithTheSettingsName() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(OnlyTheSettings.class)
                        .web(WebApplicationType.NONE)
                        .bannerMode(Banner.Mode.OFF)
                        .run("--laurel.worker.signature-provider=Nobody"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nobody");
        assertThatThrownBy(() -> new SignatureSettings("Nobody"))
                .hasMessageContaining("laurel.worker.signature-provider")
                .hasMessageContaining("Nobody");
    }

    @EnableConfigurationProperties(SignatureSettings.class)
    static class OnlyTheSettings {}

    @Test
    void aShareThatIsNoneIsRefused() {
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new RefereeSettings(share)).hasMessageContaining("laurel.worker.referee.share");
        }
    }

    private static SignatureSettings bound(MockEnvironment environment) {
        return Binder.get(environment).bindOrCreate("laurel.worker", SignatureSettings.class);
    }
}
