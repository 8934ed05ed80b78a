package io.laurel.openbadges.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.Resources;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.Multikey;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published vectors of the suites that are read, and of proof sets and chains. */
class PublishedSuitesTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Expectation EXPECTED = Expectation.ofCredential(Instant.parse("2026-11-22T00:00:00Z"));
    private static final Canonicalizer CANONICALIZER = Canonicalizer.PINNED;

    /** The vectors' methods are fragments that spell out the key. */
    private static final KeyResolver FRAGMENTS = KeyResolver.of(method -> Optional.ofNullable(method.getRawFragment()));

    private static final JsonObject CHAIN = StrictJson.object(Resources.bytes("vectors/proof-chain-credential.json"));

    @ParameterizedTest
    @CsvSource({
        "ecdsa-p256,3a8a522f689025727fb9d1f0fa99a618da023e8494ac74f51015d009d35abc2e"
                + "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017,"
                + "1cb4290918ffb04a55ff7ae1e55e316a9990fda8eec67325eac7fcbf2ddf9dd2"
                + "b06716a657e72b284c9604df3a172ecbf06a1a475b49ac807b1d9162df855636",
        "ecdsa-p384,e32805a26492eac777aa7a138f6d8da3c74e0c7be7b296dcaccf97420c3b92eaad7be6449ca565e165031567f5c7cbc1"
                + "8bf6e01df72c5b62f91b685231915ac4b8c58ea95f002c6b8f6bfafa1b251df476b56b8e01518e317dab099d3ecbff96,"
                + "177ac088806c2506d49f0bfec16056a6a80ace62cd029888ad561aba22a59d192d77d9b1fc28df80dea5ee6c8bceb16f"
                + "1b8bff6bd6ff2d8f8778bdde48bafa7b6cc1f914c0168b5c04499882f632deea9cb7d977e888bb0e1ee9fb20ff03b025",
        "ed25519signature2020,5e41905a6915396ff4eb426ce26c322d0e1d870b3d75cef95612cc94e4f8bad7"
                + "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017,"
                + "d6310be6e26c28c327abc6f9e392c9f91c4e5f71252a8a3bc6acfedcc62a1c21"
                + "6e8979afdbb1badaa57e4ed8ad362af447ac6e649a074d5ea99788e3343b980b"
    })
    void theHashesAndTheSignatureAreThePublishedOnes(String vector, String hashes, String signature) {
        JsonObject secured = secured(vector);
        JsonObject proof = secured.getJsonObject("proof");
        PublicKey key = Multikey.parse(proof.getString("verificationMethod").replaceFirst(".*#", ""));
        Cryptosuite suite = Cryptosuite.of(proof).orElseThrow();

        byte[] signed = new SecuredDocument(CANONICALIZER, secured).hashes(suite, suite.hash(key), proof, List.of());

        assertThat(HEX.formatHex(signed)).isEqualTo(hashes);
        assertThat(HEX.formatHex(Multibase.decode(proof.getString("proofValue"), 256)))
                .isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({"ecdsa-p256", "ecdsa-p384", "ed25519signature2020"})
    void thePublishedCredentialVerifies(String vector) {
        assertThat(new DataIntegrityVerifier(CANONICALIZER, FRAGMENTS).verify(secured(vector), EXPECTED))
                .isInstanceOf(Valid.class);
    }

    @Test
    void thePublishedChainVerifies() {
        assertThat(verify(CHAIN)).isInstanceOf(Valid.class);
    }

    @Test
    void theChainNamesItsSignersInTheirOrder() {
        assertThat(verify(CHAIN))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.signers())
                                .extracting(signer -> signer.key().toString())
                                .containsExactly(
                                        "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
                                        "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E",
                                        "z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1",
                                        "z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1"));
    }

    @Test
    void theOrderOfAChainsProofsDoesNotMatter() {
        List<JsonObject> reversed = new ArrayList<>(proofs());
        Collections.reverse(reversed);

        assertThat(verify(with(reversed))).isInstanceOf(Valid.class);
    }

    @Test
    void whatIsLeftOfAChainStandsIfNothingFollowedTheRest() {
        assertThat(verify(with(proofs().subList(0, 3)))).isInstanceOf(Valid.class);
        assertThat(verify(with(proofs().subList(0, 2)))).isInstanceOf(Valid.class);
        assertThat(verify(with(proofs().subList(1, 2)))).isInstanceOf(Valid.class);
        assertThat(verify(with(proofs().subList(1, 3)))).isInstanceOf(Invalid.class);
        assertThat(verify(with(proofs().subList(2, 3)))).isInstanceOf(Invalid.class);
    }

    /** A proof covers those that it follows: to take one away, to exchange or to change one breaks it. */
    @ParameterizedTest
    @CsvSource({
        "2,previousProof,\"urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544\"",
        "3,previousProof,\"urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544\"",
        "2,previousProof,[]",
        "3,previousProof,7",
        "3,previousProof,[7]",
        "3,previousProof,\"urn:uuid:00000000-0000-0000-0000-000000000000\"",
        "0,created,\"2023-02-24T23:36:39Z\"",
        "1,id,\"urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544\"",
        "1,id,\"relative\"",
        "1,previousProof,\"urn:uuid:d94f792a-c546-4d06-b38a-da070ab56c23\"",
        "2,previousProof,\"urn:uuid:d94f792a-c546-4d06-b38a-da070ab56c23\""
    })
    void aChainThatWasChangedDoesNotHold(int position, String member, String value) {
        List<JsonObject> proofs = new ArrayList<>(proofs());
        JsonObject holder = StrictJson.object("{\"value\":" + value + "}");
        proofs.set(
                position,
                StrictJson.PROVIDER
                        .createObjectBuilder(proofs.get(position))
                        .add(member, holder.get("value"))
                        .build());

        assertThat(verify(with(proofs))).isInstanceOf(Invalid.class);
    }

    @Test
    void aCircleOfProofsIsRefusedBeforeAnyArithmetic() {
        List<JsonObject> proofs = new ArrayList<>(proofs());
        proofs.set(
                0,
                StrictJson.PROVIDER
                        .createObjectBuilder(proofs.get(0))
                        .add("previousProof", proofs.get(2).getString("id"))
                        .build());

        assertThat(verify(with(proofs))).isEqualTo(new Invalid("Proofs follow one another in a circle."));
    }

    @Test
    void moreProofsThanAnyoneNeedsAreNotChecked() {
        assertThat(verify(with(Collections.nCopies(9, proofs().get(0))))).isInstanceOf(Invalid.class);
    }

    @Test
    void aSuiteTakesOnlyKeysOfItsKind() {
        KeyResolver other = KeyResolver.of(method -> Optional.of("z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"));

        assertThat(new DataIntegrityVerifier(CANONICALIZER, other).verify(secured("ecdsa-p256"), EXPECTED))
                .isInstanceOf(Invalid.class);
    }

    private static List<JsonObject> proofs() {
        return CHAIN.getJsonArray("proof").getValuesAs(JsonObject.class);
    }

    private static JsonObject with(List<JsonObject> proofs) {
        JsonArray array = StrictJson.PROVIDER.createArrayBuilder(proofs).build();
        return StrictJson.PROVIDER
                .createObjectBuilder(CHAIN)
                .add("proof", array)
                .build();
    }

    private static ProofResult verify(JsonObject secured) {
        return new DataIntegrityVerifier(CANONICALIZER, new PublishedKeys(DocumentLoader.NONE))
                .verify(secured, EXPECTED);
    }

    private static JsonObject secured(String vector) {
        return StrictJson.object(Resources.bytes("vectors/" + vector + "-credential.json"));
    }
}
