package io.laurel.openbadges.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.key.Relationship;
import io.laurel.openbadges.proof.DocumentSigner.Form;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anyone's document becomes by a proof, and what a verifier asks of that proof. */
class DocumentSignerTest {

    private static final Instant CREATED = Instant.parse("2026-11-22T04:05:06.789Z");
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final String DID = "did:key:" + Samples.PAIR.publicKeyMultibase();
    private static final DocumentSigner SIGNER =
            new DocumentSigner(new IssuerKey(URI.create(DID + "#" + Samples.PAIR.publicKeyMultibase()), Samples.PAIR));
    private static final DataIntegrityVerifier VERIFIER =
            new DataIntegrityVerifier(new PublishedKeys(DocumentLoader.NONE));
    private static final JsonObject CREDENTIAL =
            StrictJson.object("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
                    + "\"type\":[\"VerifiableCredential\"],\"issuer\":\"" + DID + "\",\"name\":\"Rivers\","
                    + "\"credentialSubject\":{\"id\":\"did:example:ada\",\"name\":\"Ada\"}}");
    private static final JsonObject PRESENTATION = StrictJson.object(
            "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"type\":[\"VerifiablePresentation\"],\"holder\":\""
                    + DID + "\"}");

    @Test
    void aLoneProofIsAnObjectOrAnArrayAsAsked() {
        JsonObject object = SIGNER.sign(CREDENTIAL, SigningOptions.ofCredential(CREATED), Form.OBJECT);
        JsonObject array = SIGNER.sign(CREDENTIAL, SigningOptions.ofCredential(CREATED), Form.ARRAY);

        assertThat(array.getJsonArray("proof")).containsExactly(object.getJsonObject("proof"));
        assertThat(object.getJsonObject("proof").getString("created")).isEqualTo("2026-11-22T04:05:06Z");
        assertThat(VERIFIER.verify(object, Expectation.ofCredential(NOW).by(DID)))
                .isInstanceOf(Valid.class);
        assertThat(VERIFIER.verify(array, Expectation.ofCredential(NOW).by(DID)))
                .isInstanceOf(Valid.class);
    }

    @Test
    void signsABadgeAsItsOwnSignerDoes() {
        byte[] unsigned = (CredentialJson.unsigned(Samples.credential()) + "}").getBytes(StandardCharsets.UTF_8);

        byte[] signed = new DocumentSigner(Samples.KEY)
                .sign(unsigned, SigningOptions.ofCredential(Samples.CREATED), Form.ARRAY);

        assertThat(new String(signed, StandardCharsets.UTF_8))
                .isEqualTo(new String(
                        new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED),
                        StandardCharsets.UTF_8));
    }

    @Test
    void aSecondProofStandsBesideTheFirst() {
        JsonObject once = SIGNER.sign(CREDENTIAL, SigningOptions.ofCredential(CREATED), Form.OBJECT);
        JsonObject twice = SIGNER.sign(once, SigningOptions.ofCredential(NOW), Form.OBJECT);

        assertThat(twice.getJsonArray("proof")).hasSize(2).first().isEqualTo(once.get("proof"));
        assertThat(VERIFIER.verify(twice, Expectation.ofCredential(NOW)))
                .isInstanceOfSatisfying(
                        Valid.class, valid -> assertThat(valid.signers()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"id\":\"relative\"}",
                "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"noSuchTerm\":\"x\"}",
                "{\"@context\":\"https://unknown.example/v1\",\"name\":\"x\"}",
                "{\"@context\":{\"name\":\"https://schema.org/name\"},\"name\":\"x\"}"
            })
    void whatCannotBeCoveredIsNotSigned(String document) {
        assertThatThrownBy(() ->
                        SIGNER.sign(StrictJson.object(document), SigningOptions.ofCredential(CREATED), Form.OBJECT))
                .isInstanceOf(JsonLdException.class);
    }

    @Test
    void aPresentationAnswersItsChallenge() {
        JsonObject signed = SIGNER.sign(
                PRESENTATION, SigningOptions.ofPresentation(CREATED, "https://a.example", "n-1"), Form.OBJECT);

        assertThat(presented(signed, "https://a.example", "n-1")).isInstanceOf(Valid.class);
        assertThat(presented(signed, null, null)).isInstanceOf(Valid.class);
        assertThat(presented(signed, "https://b.example", "n-1")).isInstanceOf(Invalid.class);
        assertThat(presented(signed, "https://a.example", "n-2")).isInstanceOf(Invalid.class);
        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW))).isInstanceOf(Invalid.class);
    }

    @Test
    void aProofForNobodyInParticularAnswersNoChallenge() {
        JsonObject signed = SIGNER.sign(PRESENTATION, SigningOptions.ofPresentation(CREATED, null, null), Form.OBJECT);

        assertThat(presented(signed, null, null)).isInstanceOf(Valid.class);
        assertThat(presented(signed, "https://a.example", null)).isInstanceOf(Invalid.class);
        assertThat(presented(signed, null, "n-1")).isInstanceOf(Invalid.class);
        assertThat(presented(signed, null, "")).isInstanceOf(Invalid.class);
        assertThat(presented(signed, "", null)).isInstanceOf(Invalid.class);
    }

    @Test
    void aProofHoldsUntilItExpires() {
        var options = new SigningOptions(CREATED, Relationship.ASSERTION_METHOD, NOW, null, null);
        JsonObject signed = SIGNER.sign(CREDENTIAL, options, Form.OBJECT);

        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW.minusSeconds(1))))
                .isInstanceOf(Valid.class);
        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW)))
                .isEqualTo(new Invalid("A proof expired at 2026-11-23T00:00:00Z."));
    }

    @ParameterizedTest
    @CsvSource({
        "created,2026-11-22T04:05:07Z,true",
        "created,2026-11-22T04:05:06.123Z,true",
        "created,2026-11-22T04:05:06+05:30,true",
        "created,2026-11-22T04:05:06,true",
        "created,2026-11-22,false",
        "created,2026-02-30T04:05:06Z,false",
        "created,2026-13-01T04:05:06Z,false",
        "created,2026-11-22t04:05:06z,false",
        "created,2026-11-22 04:05:06Z,false",
        "created,2026-11-22T25:05:06Z,false",
        "created,yesterday,false",
        "created,'',false",
        "expires,2027-11-22,false",
        "expires,tomorrow,false"
    })
    void theTimesOfAProofAreRealTimes(String member, String time, boolean real) {
        JsonObject signed = forged(proof ->
                StrictJson.PROVIDER.createObjectBuilder(proof).add(member, time).build());

        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW)))
                .isEqualTo(
                        real
                                ? new Invalid("A signature does not match the document.")
                                : new Invalid("The time in a proof's " + member + " is no date with time."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type",
                "cryptosuite",
                "created",
                "verificationMethod",
                "proofPurpose",
                "proofValue",
            })
    void noMemberOfAProofCanBeTakenAway(String member) {
        JsonObject signed = forged(proof ->
                StrictJson.PROVIDER.createObjectBuilder(proof).remove(member).build());

        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "type,Ed25519Signature2020",
        "cryptosuite,ecdsa-rdfc-2019",
        "domain,https://a.example",
        "challenge,x",
        "nonce,x",
        "id,urn:uuid:019a2b3c-0000-7000-8000-000000000001",
        "name,a note that nobody signed",
        "noSuchTerm,x",
        "expires,2030-01-01T00:00:00Z",
        "proofValue,u1Z6WyZ",
        "proofValue,z",
        "proofValue,''",
        "verificationMethod,relative#key",
        "verificationMethod,''",
        "proofPurpose,keyAgreement"
    })
    void noMemberOfAProofCanBeAddedOrChanged(String member, String value) {
        JsonObject signed = forged(proof -> StrictJson.PROVIDER
                .createObjectBuilder(proof)
                .add(member, value)
                .build());

        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "type,BbsBlsSignature2020",
        "type,Ed25519Signature2018",
        "cryptosuite,bbs-2023",
        "cryptosuite,eddsa-jcs-2022"
    })
    void aSuiteThatIsNotKnownLeavesItOpen(String member, String value) {
        JsonObject signed = forged(proof -> StrictJson.PROVIDER
                .createObjectBuilder(proof)
                .add(member, value)
                .build());

        assertThat(VERIFIER.verify(signed, Expectation.ofCredential(NOW)))
                .isEqualTo(new ProofResult.NotChecked("A proof is of a kind that is not known here: "
                        + (member.equals("type") ? "eddsa-rdfc-2022" : value) + "."));
    }

    private static ProofResult presented(JsonObject signed, @Nullable String domain, @Nullable String challenge) {
        return VERIFIER.verify(signed, Expectation.ofPresentation(NOW, domain, challenge));
    }

    private static JsonObject forged(UnaryOperator<JsonObject> change) {
        JsonObject signed = SIGNER.sign(CREDENTIAL, SigningOptions.ofCredential(CREATED), Form.OBJECT);
        return StrictJson.PROVIDER
                .createObjectBuilder(signed)
                .add("proof", change.apply(signed.getJsonObject("proof")))
                .build();
    }
}
