package io.laurel.openbadges.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.Resources;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.Contexts;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.KeyResolver;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cryptosuite's published vector (Data Integrity EdDSA Cryptosuites 1.0, appendix B.1), value by value. */
class PublishedVectorTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final String PUBLIC_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    private static final String PRIVATE_KEY = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
    private static final String CONFIGURATION_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0";
    private static final String DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017";
    private static final String SIGNATURE = "4d8e53c2d5b3f2a7891753eb16ca993325bdb0d3cfc5be1093d0a18426f5ef85"
            + "78cadc0fd4b5f4dd0d1ce0aefd15ab120b7a894d0eb094ffda4e6553cd1ed50d";
    private static final String PROOF_VALUE =
            "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme";

    private final Canonicalizer canonicalizer = new Canonicalizer(Contexts.PINNED.with(
            "https://www.w3.org/ns/credentials/examples/v2", Resources.bytes("vectors/examples-v2.json")));
    private final JsonObject secured = StrictJson.object(Resources.bytes("vectors/alumni-credential.json"));
    private final JsonObject proof = secured.getJsonObject("proof");
    private final DataIntegrityVerifier verifier =
            new DataIntegrityVerifier(canonicalizer, KeyResolver.of(method -> Optional.of(PUBLIC_KEY)));
    private final JsonObject document =
            StrictJson.PROVIDER.createObjectBuilder(secured).remove("proof").build();

    @Test
    void theDocumentIsCanonicalizedAsPublished() {
        String canonical = canonicalizer.canonical(document);

        assertThat(canonical).isEqualTo(Resources.text("vectors/alumni-credential.canonical.nq"));
        assertThat(HEX.formatHex(EddsaRdfc2022.hash(canonical))).isEqualTo(DOCUMENT_HASH);
    }

    @Test
    void theProofConfigurationIsCanonicalizedAsPublished() {
        String canonical = canonicalizer.canonical(EddsaRdfc2022.configuration(document, proof));

        assertThat(canonical).isEqualTo(Resources.text("vectors/alumni-credential.proof-configuration.nq"));
        assertThat(HEX.formatHex(EddsaRdfc2022.hash(canonical))).isEqualTo(CONFIGURATION_HASH);
    }

    @Test
    void theHashOfTheConfigurationComesFirst() {
        assertThat(HEX.formatHex(EddsaRdfc2022.hashes(canonicalizer, document, proof)))
                .isEqualTo(CONFIGURATION_HASH + DOCUMENT_HASH);
    }

    @Test
    void theKeyPairAndTheSignatureAreThePublishedOnes() {
        byte[] tagged = Multibase.decode(PRIVATE_KEY, 64);
        assertThat(HEX.formatHex(tagged, 0, 2)).isEqualTo("8026");
        Ed25519KeyPair pair = Ed25519KeyPair.of(Arrays.copyOfRange(tagged, 2, tagged.length));

        byte[] signature = pair.sign(HEX.parseHex(CONFIGURATION_HASH + DOCUMENT_HASH));

        assertThat(pair.publicKeyMultibase()).isEqualTo(PUBLIC_KEY);
        assertThat(HEX.formatHex(signature)).isEqualTo(SIGNATURE);
        assertThat(Multibase.base58(signature)).isEqualTo(PROOF_VALUE);
    }

    @Test
    void thePublishedCredentialVerifies() {
        assertThat(verifier.verify(secured, Expectation.ofCredential(NOW))).isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void thePublishedCredentialIsSignedByAKeyThatIsNotItsIssuers() {
        var byItsIssuer = Expectation.ofCredential(NOW).by("https://vc.example/issuers/5678");

        assertThat(verifier.verify(secured, byItsIssuer)).isInstanceOf(ProofResult.Invalid.class);
    }
}
