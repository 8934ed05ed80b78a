package io.laurel.openbadges.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.Multikey;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.NotChecked;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataIntegrityVerifierTest {

    private static final String SIGNED =
            new String(new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED), StandardCharsets.UTF_8);

    @Test
    void whatWasSignedHolds() {
        assertThat(verify(SIGNED)).isInstanceOf(Valid.class);
    }

    @Test
    void theProofMayBeAnObject() {
        JsonObject signed = StrictJson.object(SIGNED);
        JsonObject lone = StrictJson.PROVIDER
                .createObjectBuilder(signed)
                .add("proof", signed.getJsonArray("proof").getJsonObject(0))
                .build();

        assertThat(verify(lone.toString())).isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rivers of Europe", "Nine of ten", "geography", "sha256$", "0123456789abcdef", "4711\"",
                        "2026-11-22T04:05:06.123Z",
                "2028-11-22", "2026-11-22T04:05:06Z", "ada.example", "acme/status/1", "rivers.png", "revocation",
                        "\"hashed\":true"
            })
    void whateverIsChangedBreaksTheProof(String said) {
        String other = said.endsWith("true") ? "\"hashed\":false" : said.replaceFirst("[0-9a-zA-Z]", "7");
        if (said.contains("-11-22")) {
            other = said.replace("-11-22", "-11-23");
        }

        assertThat(SIGNED).contains(said);
        assertThat(verify(SIGNED.replace(said, other))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"unknownTerm\":\"x\"",
                "\"achievementType\":\"Badge\",\"name\":\"a second name\"",
                "\"@index\":\"hidden\"",
                "\"evidence\":[{\"id\":\"relative\",\"type\":[\"Evidence\"]}]",
                "\"evidence\":[{\"id\":\"https://a.example/\",\"type\":[\"NoSuchType\"]}]",
                "\"description\":{\"@value\":\"x\",\"@language\":\"not a language\"}",
                "\"description\":{\"@value\":\"x\",\"@direction\":\"rtl\"}"
            })
    void nothingUnsignedCanBeAdded(String member) {
        assertThat(verify("{" + member + "," + SIGNED.substring(1))).isInstanceOf(Invalid.class);
    }

    @Test
    void aContextOfTheDocumentsOwnCannotHideAMember() {
        String hiding = "\"criteria\":{\"@context\":{\"hidden\":null},\"hidden\":\"x\",";

        assertThat(verify(SIGNED.replace("\"criteria\":{", hiding))).isInstanceOf(Invalid.class);
    }

    @Test
    void aContextThatIsNotPinnedIsNeverAskedFor() {
        assertThat(verify(SIGNED.replace("context-3.0.3.json", "context-9.9.9.json")))
                .isInstanceOf(NotChecked.class);
    }

    @Test
    void aDocumentWithoutProofIsNotValid() {
        assertThat(verify(SIGNED.replaceFirst(",\"proof\":.*", "}"))).isInstanceOf(Invalid.class);
        assertThat(verify(SIGNED.replaceFirst("\"proof\":.*", "\"proof\":[]}"))).isInstanceOf(Invalid.class);
    }

    @Test
    void everyOneOfSeveralProofsMustHold() {
        JsonObject signed = StrictJson.object(SIGNED);
        String good = signed.getJsonArray("proof").getJsonObject(0).toString();
        String forged = good.replace("2026-11-22T04:05:06Z", "2026-11-22T04:05:07Z");
        String foreign = good.replace("eddsa-rdfc-2022", "bbs-2023");

        assertThat(verify(withProofs(good, good))).isInstanceOf(Valid.class);
        assertThat(verify(withProofs(good, forged))).isInstanceOf(Invalid.class);
        assertThat(verify(withProofs(good, foreign))).isInstanceOf(NotChecked.class);
        assertThat(verify(withProofs(foreign, forged))).isInstanceOf(Invalid.class);
        assertThat(verify(withProofs(good, "7"))).isInstanceOf(Invalid.class);
    }

    @Test
    void anotherPurposeIsNotEnough() {
        assertThat(verify(SIGNED.replace("assertionMethod", "authentication"))).isInstanceOf(Invalid.class);
    }

    @Test
    void anotherIssuersKeyIsNotEnough() {
        IssuerKey thief = new IssuerKey(URI.create("did:web:thief.example#key-1"), Samples.PAIR);
        byte[] stolen = new FullSigner(thief).sign(Samples.credential(), Samples.CREATED);

        assertThat(verify(
                        new String(stolen, StandardCharsets.UTF_8),
                        method -> Optional.of(Samples.PAIR.publicKeyMultibase())))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aKeyThatIsNotToBeHadLeavesItOpen() {
        assertThat(verify(SIGNED, method -> Optional.empty())).isInstanceOf(NotChecked.class);
    }

    @Test
    void anotherKeyUnderTheSameNameIsFalse() {
        String other = Ed25519KeyPair.of(new byte[32]).publicKeyMultibase();

        assertThat(verify(SIGNED, method -> Optional.of(other))).isInstanceOf(Invalid.class);
    }

    @Test
    void aKeyOfSmallOrderIsFalse() {
        byte[] identity = new byte[32];
        identity[0] = 1;

        assertThat(verify(SIGNED, method -> Optional.of(Multikey.encode(identity))))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void onlyOneSignatureOfTheTwoThatAnswerTheEquationIsTaken() {
        String value =
                StrictJson.object(SIGNED).getJsonArray("proof").getJsonObject(0).getString("proofValue");
        byte[] signature = Multibase.decode(value, 128);

        String malleable = SIGNED.replace(value, Multibase.base58(Malleable.of(signature)));
        String shortened = SIGNED.replace(value, Multibase.base58(java.util.Arrays.copyOf(signature, 63)));
        String lengthened = SIGNED.replace(value, Multibase.base58(java.util.Arrays.copyOf(signature, 65)));

        for (String forged : List.of(malleable, shortened, lengthened)) {
            assertThat(verify(forged)).isInstanceOf(Invalid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "\"x\"",
                "{",
                "{}",
                "{\"issuer\":7}",
                "{\"a\":1,\"a\":2}",
                "{\"proof\":\"\\ud800\"}"
            })
    void whatIsNoCredentialIsFalse(String text) {
        assertThat(verify(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void endlessNestingIsRefusedBeforeItIsRead() {
        assertThat(verify("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void bytesThatAreNotUtf8AreFalse() {
        assertThat(Proofs.check(new byte[] {'{', (byte) 0xc3, '}'})).isInstanceOf(Invalid.class);
    }

    private static String withProofs(String... proofs) {
        return SIGNED.replaceFirst(
                "\"proof\":.*", "\"proof\":[" + String.join(",", proofs).replace("$", "\\$") + "]}");
    }

    private static ProofResult verify(String json) {
        return Proofs.check(utf8(json));
    }

    private static ProofResult verify(String json, Function<URI, Optional<String>> multikeys) {
        return new DataIntegrityVerifier(KeyResolver.of(multikeys)).verifyCredential(utf8(json), Samples.CREATED);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
