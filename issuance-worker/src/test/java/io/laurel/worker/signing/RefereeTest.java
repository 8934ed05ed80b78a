package io.laurel.worker.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.BadgeId;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.template.CompiledBadge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefereeTest {

    private static final CredentialSigner RIGHT = (_, _) -> "right".getBytes(UTF_8);
    private static final CredentialSigner WRONG = (_, _) -> "wrong".getBytes(UTF_8);
    private static final CredentialSigner BROKEN = (_, _) -> {
        throw new IllegalStateException("broken");
    };
    private static final Instant NOW = Instant.parse("2026-11-22T04:05:06.789Z");
    private static final Credential CREDENTIAL = new Credential(
            URI.create("urn:uuid:019a2b3c-0000-7000-8000-000000000001"),
            new Issuer(URI.create("did:web:localhost:issuers:acme"), "Acme", URI.create("https://acme.example/")),
            new Achievement(
                    URI.create("https://laurel.example/achievements/acme/rivers"),
                    "Rivers of Europe",
                    "Knows the rivers.",
                    "Nine of ten answers.",
                    URI.create("https://laurel.example/images/rivers.png"),
                    List.of("rivers")),
            IdentityHash.of("ada@example.org", "0123456789abcdef"),
            NOW,
            null,
            null,
            new StatusEntry(URI.create("https://laurel.example/issuers/acme/status/1"), 4711));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BadgeId badge = new BadgeId(UUID.randomUUID());

    @Test
    void aSampledCredentialIsSignedBothWaysAndNothingIsReported() {
        var key = new IssuerKey(URI.create(CREDENTIAL.issuer().id() + "#key-1"), Ed25519KeyPair.of(new byte[32]));
        var compiled = CompiledBadge.compile(CREDENTIAL.issuer(), CREDENTIAL.achievement(), key);

        assertThat(referee(1).over(badge, compiled, new FullSigner(key)).sign(CREDENTIAL, NOW))
                .isEqualTo(compiled.sign(CREDENTIAL, NOW));
        assertThat(checks()).isEqualTo(1);
        assertReported(0);
    }

    @Test
    void onADifferenceTheFullPathSignsAndGoesOnAloneEvenOutsideTheSample() {
        var signer = referee(0.5).over(badge, WRONG, RIGHT);
        while (true) {
            var signed = sign(signer);
            if (checks() == 1) {
                assertThat(signed).isEqualTo("right");
                break;
            }
            assertThat(signed).isEqualTo("wrong");
        }

        assertThat(IntStream.range(0, 100).mapToObj(_ -> sign(signer))).containsOnly("right");
        assertThat(checks()).isEqualTo(1);
        assertReported(1);
    }

    @Test
    void aDifferenceEndsTheFastPathOfAllEditionsOfItsBadgeAndOfNoOtherBadge() {
        var referee = referee(1);
        sign(referee.over(badge, WRONG, RIGHT));

        assertThat(sign(referee.over(badge, BROKEN, RIGHT))).isEqualTo("right");
        assertThat(checks()).isEqualTo(1);
        sign(referee.over(new BadgeId(UUID.randomUUID()), RIGHT, RIGHT));
        assertThat(checks()).isEqualTo(2);
        assertReported(1);
    }

    @Test
    void aFastPathThatFailsWhereTheFullOneSignsIsADifference() {
        assertThat(sign(referee(1).over(badge, BROKEN, RIGHT))).isEqualTo("right");
        assertReported(1);
    }

    @Test
    void whatTheFullPathRefusesIsRefusedAndNoDifference() {
        var signer = referee(1).over(badge, WRONG, BROKEN);

        assertThatThrownBy(() -> sign(signer)).isInstanceOf(IllegalStateException.class);
        assertReported(0);
    }

    @Test
    void theSampleIsTheShareItSays() {
        assertThat(checksOfTenThousand(0)).isZero();
        assertThat(checksOfTenThousand(0.1)).isBetween(800.0, 1_200.0);
        assertThat(checksOfTenThousand(1)).isEqualTo(10_000);
    }

    private double checksOfTenThousand(double share) {
        var before = checks();
        var signer = referee(share).over(badge, RIGHT, RIGHT);
        IntStream.range(0, 10_000).forEach(_ -> sign(signer));
        return checks() - before;
    }

    private Referee referee(double share) {
        return new Referee(new RefereeSettings(share), metrics);
    }

    private static String sign(CredentialSigner signer) {
        return new String(signer.sign(CREDENTIAL, NOW), UTF_8);
    }

    private double checks() {
        return metrics.counter("laurel.worker.referee.checks").count();
    }

    private void assertReported(int differences) {
        assertThat(metrics.counter("laurel.worker.referee.differences").count()).isEqualTo(differences);
        assertThat(metrics.get("laurel.worker.referee.tripped").gauge().value()).isEqualTo(differences);
    }
}
