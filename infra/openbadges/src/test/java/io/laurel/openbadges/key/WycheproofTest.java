package io.laurel.openbadges.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a signature, and what is not, as Wycheproof's published cases say, whoever computes it. */
class WycheproofTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final SignatureProvider OF_THE_JDK = SignatureProvider.jca("SunEC");

    @ParameterizedTest(name = "case {0}")
    @CsvFileSource(resources = "/io/laurel/openbadges/wycheproof/ed25519.csv", emptyValue = "", nullValues = "-")
    void everyCaseEndsAsPublished(
            int number, String publicKey, @Nullable String message, @Nullable String signature, String result) {
        for (SignatureProvider provider : new SignatureProvider[] {SignatureProvider.BOUNCY_CASTLE, OF_THE_JDK}) {
            boolean valid =
                    Ed25519PublicKey.of(HEX.parseHex(publicKey), provider).verify(bytes(message), bytes(signature));

            assertThat(valid).as("case %d by %s", number, provider).isEqualTo(result.equals("valid"));
        }
    }

    @ParameterizedTest(name = "case {0}")
    @CsvFileSource(resources = "/io/laurel/openbadges/wycheproof/ecdsa-p256.csv")
    void everyCaseOfEcdsaEndsAsPublished(
            int number, String publicKey, String message, String signature, String result) {
        boolean valid = EcPublicKey.of(EcCurve.P_256, HEX.parseHex(publicKey))
                .verify(HEX.parseHex(message), HEX.parseHex(signature));

        assertThat(valid).as("case %d", number).isEqualTo(result.equals("valid"));
    }

    /** The points whose order divides the cofactor, in canonical form and not; under them anything verifies. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                // not canonical, and not on the curve
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void aPointThatIsNoKeyIsRefused(String publicKey) {
        assertThatThrownBy(() -> Ed25519PublicKey.of(HEX.parseHex(publicKey), SignatureProvider.BOUNCY_CASTLE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ed25519PublicKey.of(HEX.parseHex(publicKey), OF_THE_JDK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(@Nullable String hex) {
        return hex == null ? new byte[0] : HEX.parseHex(hex);
    }
}
