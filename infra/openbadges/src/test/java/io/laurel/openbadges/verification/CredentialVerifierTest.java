package io.laurel.openbadges.verification;

import static io.laurel.openbadges.verification.World.json;
import static io.laurel.openbadges.verification.World.resigned;
import static io.laurel.openbadges.verification.World.with;
import static io.laurel.openbadges.verification.World.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.UnreadableCredentialException;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.verification.Report.Format;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialVerifierTest {

    private final World world = new World();

    private static Outcome outcome(Report report, Check check) {
        return report.finding(check).outcome();
    }

    @Test
    void aGenuineBadgePassesEveryCheckAndSaysWhy() {
        Report report = world.judge(World.credential());

        assertThat(report.findings()).extracting(Finding::check).containsExactly(Check.values());
        assertThat(report.findings()).allSatisfy(finding -> {
            assertThat(finding.outcome()).as(finding.toString()).isEqualTo(Outcome.HOLDS);
            assertThat(finding.reason()).endsWith(".");
        });
        assertThat(report.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(report.format()).isEqualTo(Format.JSON_LD);
        assertThat(report.problems()).isEmpty();
        assertThat(report.finding(Check.ISSUER).reason())
                .contains("DID document", Samples.ISSUER.id().toString());
    }

    @Test
    void aChangedCredentialIsFalseAndNobodyIsAskedForItsStatus() {
        String forged = new String(World.credential(), UTF_8).replace("Rivers of Europe", "Surgeon");

        Report report = world.judge(forged.getBytes(UTF_8));

        assertThat(outcome(report, Check.PROOF)).isEqualTo(Outcome.FAILS);
        assertThat(outcome(report, Check.ISSUER)).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(report, Check.REVOCATION)).isEqualTo(Outcome.UNKNOWN);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(world.asked()).doesNotContain(World.LIST);
    }

    @Test
    void aKeyThatIsNotToBeHadIsNotAFalseSignature() {
        Report report = world.without(World.DID_DOCUMENT).judge(World.credential());

        assertThat(outcome(report, Check.PROOF)).isEqualTo(Outcome.UNKNOWN);
        assertThat(report.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(report.finding(Check.PROOF).reason()).contains("There is nothing at");
    }

    @Test
    void withoutALoaderOnlyWhatIsInHandIsJudged() {
        Report report = new CredentialVerifier(DocumentLoader.NONE).verify(World.credential(), World.NOW);

        assertThat(outcome(report, Check.PROOF)).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(report, Check.VALID_UNTIL)).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aKeyOfSomebodyElseDoesNotMakeOneTheIssuer() {
        byte[] stolen = resigned(
                World.credential(),
                document -> with(document, "issuer", json("{\"id\":\"did:web:mit.example\",\"type\":[\"Profile\"]}")));

        Report report = world.judge(stolen);

        assertThat(outcome(report, Check.PROOF)).isEqualTo(Outcome.HOLDS);
        assertThat(outcome(report, Check.ISSUER)).isEqualTo(Outcome.FAILS);
        assertThat(report.finding(Check.ISSUER).reason())
                .contains("did:web:mit.example", Samples.ISSUER.id().toString());
        assertThat(report.outcome()).isEqualTo(Outcome.FAILS);
    }

    @Test
    void itIsValidFromItsFirstMomentUntilItsLast() {
        CredentialVerifier verifier = new CredentialVerifier(world);

        Report early = verifier.verify(World.credential(), Instant.parse("2026-11-22T04:05:06Z"));
        assertThat(outcome(early, Check.VALID_FROM)).isEqualTo(Outcome.FAILS);
        assertThat(early.finding(Check.VALID_FROM).reason()).contains("22 November 2026");

        Report late = verifier.verify(World.credential(), Instant.parse("2028-11-22T00:00:00Z"));
        assertThat(outcome(late, Check.VALID_UNTIL)).isEqualTo(Outcome.FAILS);
        assertThat(late.finding(Check.VALID_UNTIL).reason()).isEqualTo("It expired on 22 November 2028, 00:00:00 UTC.");
    }

    @Test
    void aBadgeThatIsNotAsItsSchemaHasItFailsThatCheckAlone() {
        byte[] bad = resigned(
                World.credential(),
                document -> with(
                        document,
                        "credentialSubject",
                        without(document.getJsonObject("credentialSubject"), "achievement")));

        Report report = world.judge(bad);

        assertThat(outcome(report, Check.PROOF)).isEqualTo(Outcome.HOLDS);
        assertThat(outcome(report, Check.SCHEMA)).isEqualTo(Outcome.FAILS);
        assertThat(report.finding(Check.SCHEMA).reason()).contains("credentialSubject");
    }

    @Test
    void aCredentialThatIsNoBadgeNeedsOnlyToBeWellFormed() {
        byte[] other =
                resigned(World.credential(), document -> with(document, "type", json("[\"VerifiableCredential\"]")));

        assertThat(outcome(world.judge(other), Check.SCHEMA)).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aMemberThatIsWrongIsNamed() {
        byte[] bad = resigned(World.credential(), document -> with(document, "validUntil", json("\"tomorrow\"")));

        Report report = world.judge(bad);

        assertThat(report.problems()).extracting(Problem::member).containsExactly("validUntil");
        assertThat(outcome(report, Check.VALID_UNTIL)).isEqualTo(Outcome.FAILS);
        assertThat(report.finding(Check.SCHEMA).reason())
                .isEqualTo("The member validUntil is not a date with time and time zone.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "{}",
                "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\"}",
                "{\"type\":[\"VerifiableCredential\"]}"
            })
    void whatIsNoCredentialIsRefused(String text) {
        assertThatExceptionOfType(UnreadableCredentialException.class)
                .isThrownBy(() -> world.judge(text.getBytes(UTF_8)))
                .withMessageEndingWith(".");
    }
}
