package io.laurel.openbadges.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Generated;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.template.CompiledVerifier;
import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The judgement with templates against the one without: the same report of everything, and no more questions. */
class OwnCredentialTest {

    private static final String SIGNED = new String(World.credential(), UTF_8);
    private static final CompiledVerifier TEMPLATES = new CompiledVerifier(4);

    private final World world = new World();

    @Provide
    Arbitrary<Credential> credentials() {
        return Generated.achievements().flatMap(achievement -> Generated.credentials(Samples.ISSUER, achievement));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, SIGNED.length() - 1);
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.of("", "0", "f", "\"", "\\", ",", " ", "é", "\"x\":1,", "\u0000");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyCredentialOfOurOwnGetsTheSameReport(@ForAll("credentials") Credential credential) {
        byte[] signed = new FullSigner(Samples.KEY).sign(credential, Samples.CREATED);

        assertThat(TEMPLATES.valid(signed, new PublishedKeys(world), World.NOW))
                .as("goes the fast way")
                .isPresent();
        assertSameReport(signed);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void soDoesOneThatWasChanged(@ForAll("places") int place, @ForAll("changes") String change) {
        assertSameReport((SIGNED.substring(0, place) + change + SIGNED.substring(place + 1)).getBytes(UTF_8));
    }

    private void assertSameReport(byte[] credential) {
        assertThat(told(new CredentialVerifier(world, TEMPLATES), credential))
                .isEqualTo(told(new CredentialVerifier(world), credential));
    }

    private static Object told(CredentialVerifier verifier, byte[] credential) {
        try {
            return verifier.verify(credential, World.NOW);
        } catch (UnreadableCredentialException unreadable) {
            return String.valueOf(unreadable.getMessage());
        }
    }

    @Test
    void aSignatureOfAnotherKeyIsRefusedAndItsIssuerAskedOnce() {
        byte[] forged = new FullSigner(new IssuerKey(
                        URI.create(Samples.KEY.verificationMethod().toString()), Ed25519KeyPair.of(new byte[32])))
                .sign(Samples.credential(), Samples.CREATED);

        Report report = new CredentialVerifier(world, TEMPLATES).verify(forged, World.NOW);

        assertThat(report.finding(Check.PROOF).outcome()).isEqualTo(Outcome.FAILS);
        assertThat(world.asked()).containsExactly(World.DID_DOCUMENT);
    }
}
