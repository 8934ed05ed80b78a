package io.laurel.openbadges.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.proof.Malleable;
import io.laurel.openbadges.template.CompiledBadge;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureProviderTest {

    private static final byte[] MESSAGE = "Rivers".getBytes(UTF_8);
    private static final String AMAZON = "AmazonCorrettoCryptoProvider";
    /** The provider on the test class path is made for one kind of machine. */
    private static final boolean NATIVE_CODE_RUNS =
            "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));

    static Stream<SignatureProvider> providers() {
        Stream<String> names = NATIVE_CODE_RUNS ? Stream.of("SunEC", AMAZON) : Stream.of("SunEC");
        return Stream.concat(Stream.of(SignatureProvider.BOUNCY_CASTLE), names.map(SignatureProvider::named));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyProviderMakesTheSameSignature(SignatureProvider provider) {
        byte[] signature = Ed25519KeyPair.of(Samples.PAIR.seed(), provider).sign(MESSAGE);

        assertThat(signature).isEqualTo(Samples.PAIR.sign(MESSAGE));
    }

    @Property(tries = 300)
    void everyProviderMakesTheSameSignatureOfWhatever(
            @ForAll @Size(Ed25519KeyPair.SEED_BYTES) byte[] seed, @ForAll @Size(max = 300) byte[] message) {
        byte[] signature = Ed25519KeyPair.of(seed).sign(message);

        assertThat(providers()).allSatisfy(provider -> {
            Ed25519KeyPair pair = Ed25519KeyPair.of(seed, provider);
            assertThat(pair.sign(message)).isEqualTo(signature);
            assertThat(pair.sign(message)).as("and again").isEqualTo(signature);
            assertThat(Ed25519PublicKey.of(pair.publicKey(), provider).verify(message, signature))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aSharedKeySignsRightInManyThreadsAtOnce(SignatureProvider provider) {
        Ed25519KeyPair pair = Ed25519KeyPair.of(Samples.PAIR.seed(), provider);

        assertThat(IntStream.range(0, 2_000).parallel().filter(n -> {
                    byte[] message = Integer.toString(n).getBytes(UTF_8);
                    return !Arrays.equals(pair.sign(message), Samples.PAIR.sign(message));
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aBadgeSignedByAnyProviderIsTheSameToTheByte(SignatureProvider provider) {
        IssuerKey key =
                new IssuerKey(Samples.KEY.verificationMethod(), Ed25519KeyPair.of(Samples.PAIR.seed(), provider));
        Instant created = Instant.parse("2026-11-22T04:05:06Z");

        assertThat(CompiledBadge.compile(Samples.ISSUER, Samples.ACHIEVEMENT, key)
                        .sign(Samples.credential(), created))
                .isEqualTo(new FullSigner(Samples.KEY).sign(Samples.credential(), created));
    }

    @Test
    void aProviderOfTheClassPathServesOnlyWhoNamesIt() {
        assumeThat(NATIVE_CODE_RUNS).isTrue();

        assertThat(SignatureProvider.named(AMAZON)).hasToString(AMAZON);
        assertThat(Security.getProvider(AMAZON)).as("installed for everyone").isNull();
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
        assertThat(key.verify(MESSAGE, signature))
                .as("after all the wrong ones")
                .isTrue();
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
