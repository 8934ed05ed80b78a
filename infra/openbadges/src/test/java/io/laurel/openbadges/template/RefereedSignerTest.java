package io.laurel.openbadges.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefereedSignerTest {

    private static final CredentialSigner RIGHT = (_, _) -> utf8("right");
    private static final CredentialSigner WRONG = (_, _) -> utf8("wrong");
    private static final CredentialSigner BROKEN = (_, _) -> {
        throw new IllegalStateException("broken");
    };

    private final List<String> differences = new ArrayList<>();
    private final RefereedSigner.Listener listener =
            (credential, fast, referee) -> differences.add(credential.id() + " " + text(fast) + " " + text(referee));

    @Test
    void aSampledCredentialIsSignedBothWaysAndNobodyHearsOfIt() {
        AtomicInteger judged = new AtomicInteger();
        CredentialSigner full = new FullSigner(Samples.KEY);
        CredentialSigner counting = (credential, created) -> {
            judged.incrementAndGet();
            return full.sign(credential, created);
        };
        CompiledBadge badge = CompiledBadge.compile(Samples.ISSUER, Samples.ACHIEVEMENT, Samples.KEY);
        RefereedSigner signer = new RefereedSigner(badge, counting, () -> true, listener);

        assertThat(signer.sign(Samples.credential(), Samples.CREATED))
                .isEqualTo(badge.sign(Samples.credential(), Samples.CREATED));
        assertThat(judged).hasValue(1);
        assertThat(differences).isEmpty();
        assertThat(signer.isDistrusted()).isFalse();
    }

    @Test
    void theRefereeIsAskedForTheSampleOnly() {
        RefereedSigner signer = new RefereedSigner(WRONG, BROKEN, () -> false, listener);

        assertThat(sign(signer)).isEqualTo("wrong");
    }

    @Test
    void onADifferenceTheRefereeSignsAndTheListenerHearsOfItOnce() {
        RefereedSigner signer = new RefereedSigner(WRONG, RIGHT, () -> true, listener);

        assertThat(sign(signer)).isEqualTo("right");
        assertThat(sign(signer)).isEqualTo("right");

        assertThat(differences).containsExactly(Samples.credential().id() + " wrong right");
        assertThat(signer.isDistrusted()).isTrue();
    }

    @Test
    void afterADifferenceTheFastPathSignsNothingMoreNotEvenOutsideTheSample() {
        AtomicInteger asked = new AtomicInteger();
        RefereedSigner signer = new RefereedSigner(WRONG, RIGHT, () -> asked.incrementAndGet() == 2, listener);

        assertThat(IntStream.range(0, 4).mapToObj(_ -> sign(signer)))
                .containsExactly("wrong", "right", "right", "right");
    }

    @Test
    void aFastPathThatFailsWhereTheRefereeSignsIsADifference() {
        RefereedSigner signer = new RefereedSigner(BROKEN, RIGHT, () -> true, listener);

        assertThat(sign(signer)).isEqualTo("right");
        assertThat(differences).containsExactly(Samples.credential().id() + "  right");
    }

    @Test
    void whatTheRefereeRefusesIsRefusedAndNoDifference() {
        CredentialSigner refuses = (_, _) -> {
            throw new JsonLdException("cannot be signed");
        };
        RefereedSigner signer = new RefereedSigner(WRONG, refuses, () -> true, listener);

        assertThatThrownBy(() -> sign(signer)).isInstanceOf(JsonLdException.class);
        assertThat(differences).isEmpty();
        assertThat(signer.isDistrusted()).isFalse();
    }

    @Test
    void theSampleIsTheShareItSays() {
        BooleanSupplier tenth = RefereedSigner.oneIn(10, new Random(1));

        assertThat(IntStream.range(0, 10_000).filter(_ -> tenth.getAsBoolean()).count())
                .isBetween(900L, 1_100L);
        assertThat(RefereedSigner.oneIn(1, new Random(1)).getAsBoolean()).isTrue();
        assertThat(RefereedSigner.oneIn(0, new Random(1)).getAsBoolean()).isFalse();
        assertThatThrownBy(() -> RefereedSigner.oneIn(-1, new Random(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String sign(CredentialSigner signer) {
        Credential credential = Samples.credential();
        return text(signer.sign(credential, Samples.CREATED));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
