package io.laurel.openbadges.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.Resources;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.DidDocument;
import io.laurel.openbadges.key.VerificationKey;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.proof.Proofs;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialTest {

    @Test
    void isWrittenMemberByMember() {
        byte[] signed = new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED);

        assertThat(new String(signed, StandardCharsets.UTF_8).replaceAll("z[1-9A-Za-z]{80,}", "z…"))
                .isEqualTo(Resources.text("credential.json").replaceAll("\\n *", ""));
    }

    @Test
    void itsSignatureCarriesWholeSecondsAndItsTimesMilliseconds() {
        Credential credential = Samples.credential();

        assertThat(CredentialJson.unsigned(credential).toString())
                .contains("\"validFrom\":\"2026-11-22T04:05:06.123Z\"");
        assertThat(EddsaRdfc2022.time(Samples.CREATED)).isEqualTo("2026-11-22T04:05:06Z");
    }

    @Test
    void leavesOutWhatItDoesNotHave() {
        Credential sample = Samples.credential();
        Credential plain = new Credential(
                sample.id(),
                sample.issuer(),
                new Achievement(Samples.ACHIEVEMENT.id(), "n", "d", "c", Samples.ACHIEVEMENT.image(), List.of()),
                sample.recipient(),
                Instant.EPOCH,
                null,
                null,
                sample.status());

        assertThat(CredentialJson.unsigned(plain).toString()).doesNotContain("validUntil", "evidence", "tag");
        assertThat(Proofs.check(new FullSigner(Samples.KEY).sign(plain, Samples.CREATED)))
                .isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void anAddressInAnotherScriptIsWrittenInAscii() {
        URI page = URI.create("https://example.org/märz");

        assertThat(new Issuer(URI.create("did:web:example.org"), "n", page).url())
                .isEqualTo(URI.create("https://example.org/m%C3%A4rz"));
    }

    @Test
    void whatWouldFallOutOfTheSignatureIsRefused() {
        assertThatThrownBy(() -> new StatusEntry(URI.create("/relative"), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StatusEntry(URI.create("https://a.example/"), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdentityHash("sha256$00", "half \ud83d pair"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void halfASurrogatePairIsRefusedWhereverItStands() {
        String half = "half \ud83d pair";
        URI page = URI.create("https://a.example/");

        for (Runnable record : List.<Runnable>of(
                () -> new Issuer(page, half, page),
                () -> new Achievement(page, half, "d", "c", page, List.of()),
                () -> new Achievement(page, "n", half, "c", page, List.of()),
                () -> new Achievement(page, "n", "d", half, page, List.of()),
                () -> new Achievement(page, "n", "d", "c", page, List.of("tag", half)),
                () -> new IdentityHash(half, "salt"),
                () -> new IdentityHash("hash", half))) {
            assertThatThrownBy(record::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogate");
        }
    }

    /** Open Badges 3.0, §B.4.1: the hash of the address followed by the salt; the value is sha256sum's own. */
    @Test
    void theRecipientIsHashedWithItsSalt() {
        assertThat(IdentityHash.of("a@example.com", "Kosher").hash())
                .isEqualTo("sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399");
    }

    @Test
    void theDocumentsBehindItsIdentifiersSayOnlyWhatTheContextsDefine() {
        String profile = Profile.json(Samples.ISSUER);
        String achievement = AchievementDocument.json(Samples.ACHIEVEMENT, Samples.ISSUER);

        assertThat(Canonicalizer.PINNED.canonical(StrictJson.object(profile)))
                .contains("<did:web:localhost%3A8080:issuers:acme>");
        assertThat(Canonicalizer.PINNED.canonical(StrictJson.object(achievement)))
                .contains("\"Rivers of Europe\"", "creator");
    }

    @Test
    void aProfileNamesWhatElseItsIssuerIsKnownBy() {
        String profile = Profile.json(
                Samples.ISSUER,
                List.of(
                        new Profile.Identifier("acme.example", "ext:verifiedDomain"),
                        new Profile.Identifier("12345", "sourcedId")));

        assertThat(Canonicalizer.PINNED.canonical(StrictJson.object(profile)))
                .contains("\"acme.example\"", "ext:verifiedDomain", "\"12345\"", "\"sourcedId\"");
        assertThat(Profile.json(Samples.ISSUER, List.of())).isEqualTo(Profile.json(Samples.ISSUER));
    }

    @Test
    void theDidDocumentListsEveryKey() {
        String json = DidDocument.json(
                Samples.ISSUER.id(),
                List.of(new VerificationKey(Samples.KEY.verificationMethod(), Samples.KEY.publicKeyMultibase())));

        assertThat(json)
                .isEqualTo("{\"@context\":[\"https://www.w3.org/ns/did/v1\",\"https://w3id.org/security/multikey/v1\"],"
                        + "\"id\":\"did:web:localhost%3A8080:issuers:acme\",\"verificationMethod\":[{"
                        + "\"id\":\"did:web:localhost%3A8080:issuers:acme#key-1\",\"type\":\"Multikey\","
                        + "\"controller\":\"did:web:localhost%3A8080:issuers:acme\",\"publicKeyMultibase\":\""
                        + Samples.PAIR.publicKeyMultibase() + "\"}],"
                        + "\"assertionMethod\":[\"did:web:localhost%3A8080:issuers:acme#key-1\"]}");
    }
}
