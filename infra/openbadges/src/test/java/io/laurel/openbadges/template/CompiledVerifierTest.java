package io.laurel.openbadges.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Generated;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.Resolution;
import io.laurel.openbadges.key.SignatureProvider;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast check against the full one: the same answer to everything. */
class CompiledVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final String SIGNED = text(new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED));
    private static final Ed25519KeyPair PAIR = Samples.PAIR;

    /** Every method is known, so that a changed one is found too. */
    private static final KeyResolver KEYS = KeyResolver.of(_ -> Optional.of(PAIR.publicKeyMultibase()));

    private final CompiledVerifier fast = new CompiledVerifier(4);

    @Provide
    Arbitrary<Credential> credentials() {
        return Combinators.combine(Generated.issuers(), Generated.achievements())
                .flatAs(Generated::credentials);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyCredentialOfOurOwnIsCheckedTheFastWay(@ForAll("credentials") Credential credential) {
        byte[] signed = sign(credential);

        assertThat(fast.valid(signed, KEYS, NOW)).isPresent();
        assertThat(CompiledVerifier.read(signed))
                .map(OwnShape.Signed::credential)
                .contains(credential);
        assertThat(answer(full(signed)))
                .isEqualTo("valid " + credential.issuer().id() + "#key");
    }

    private static byte[] sign(Credential credential) {
        IssuerKey key = new IssuerKey(URI.create(credential.issuer().id() + "#key"), PAIR);
        return CompiledBadge.compile(credential.issuer(), credential.achievement(), key)
                .sign(credential, Samples.CREATED);
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void aChangedCharacterGetsTheAnswerOfTheFullPath(
            @ForAll("places") int place, @ForAll("changes") String change, @ForAll("lengths") int removed) {
        int at = place % SIGNED.length();
        int end = Math.min(SIGNED.length(), at + removed);

        assertSameAnswer(SIGNED.substring(0, at) + change + SIGNED.substring(end));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, SIGNED.length() - 1);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(0, 2);
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.of(
                "", " ", "\n", "x", "X", "0", "\"", "\\", "\\u0041", "\\/", "{", "}", "[", "]", ",", ":", "%3a", "é",
                "\u0000");
    }

    /** One node of the document is changed: taken away, doubled, put elsewhere, given another value. */
    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void aChangedMemberGetsTheAnswerOfTheFullPath(@ForAll("seeds") long seed) {
        Random random = new Random(seed);
        JsonObject document = StrictJson.object(SIGNED);

        assertSameAnswer(Mutation.of(document, random));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /** What says the same in other bytes, and what looks the same and says something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%3A8080|%3a8080",
                "https://acme.example/|https://ACME.example/",
                "https://acme.example/|HTTPS://acme.example/",
                "\"geography\",\"rivers\"|\"rivers\",\"geography\"",
                "\"geography\",\"rivers\"|\"geography\",\"rivers\",\"rivers\"",
                "\\n|\\u000a",
                "\\n|\\u000A",
                "\"id\":\"urn|\"\\u0069d\":\"urn",
                "2026-11-22T04:05:06.123Z|2026-11-22T04:05:06.123000Z",
                "2028-11-22T00:00:00Z|2028-11-22T00:00:00.000Z",
                "04:05:06Z|04:05:06.000Z",
                "04:05:06Z|04:05:07Z",
                "\"4711\"|\"04711\"",
                "\"4711\"|4711",
                "#4711|#4712",
                "\"hashed\":true|\"hashed\":false",
                "extensions.json|context-3.0.2.json",
                ",\"https://purl.imsglobal.org/spec/ob/v3p0/extensions.json\"|",
                "context-3.0.3.json|context-3.0.2.json",
                "\"proof\":[{|\"proof\":[{\"expires\":\"2020-01-01T00:00:00Z\",",
                "\"proof\":[{|\"proof\":[{\"id\":\"urn:x:1\",",
                "#key-1\"|#key-2\"",
                "\"name\":\"Rivers of Europe\",\"credentialSubject\"|\"name\":\"Lakes of Europe\",\"credentialSubject\"",
                "{\"@context\"| {\"@context\"",
                "}]}|}]} ",
                "\"proof\":[|\"proof\":[[]],\"proof\":[",
                "z4|z1",
                "\"zz|\"u",
            })
    void anotherWritingGetsTheAnswerOfTheFullPath(String from, String to) {
        assertSameAnswer(SIGNED.replace(from, to == null ? "" : to));
    }

    @Test
    void bytesThatAreNoTextAreNotTaken() {
        byte[] broken = SIGNED.getBytes(StandardCharsets.UTF_8);
        broken[SIGNED.indexOf("Rivers")] = (byte) 0xff;

        assertThat(CompiledVerifier.read(broken)).isEmpty();
        assertThat(answer(fast.verifyCredential(broken, KEYS, NOW))).isEqualTo(answer(full(broken)));
    }

    /** A template of one badge must not answer for another that only {@link URI} takes for the same. */
    @Test
    void aBadgeThatIsWrittenDifferentlyIsAnotherBadge() {
        assertThat(fast.valid(utf8(SIGNED), KEYS, NOW)).isPresent();

        assertThat(fast.valid(utf8(SIGNED.replace("%3A8080", "%3a8080")), KEYS, NOW))
                .isEmpty();
        assertThat(fast.valid(utf8(SIGNED.replace("laurel.example/images", "LAUREL.example/images")), KEYS, NOW))
                .isEmpty();
    }

    @Test
    void aKeyOfSomebodyElseIsNotTheIssuers() {
        KeyResolver others = (method, _, _) -> new Resolution.Found(new VerificationMethod(
                method,
                URI.create("did:web:elsewhere.example"),
                PublicKey.ofMultikey(PAIR.publicKeyMultibase(), SignatureProvider.BOUNCY_CASTLE)));

        assertThat(fast.valid(utf8(SIGNED), others, NOW)).isEmpty();
        assertThat(fast.verifyCredential(utf8(SIGNED), others, NOW)).isInstanceOf(ProofResult.Invalid.class);
    }

    @Test
    void moreBadgesThanAreKeptAreCheckedStill() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10; i++) {
                Achievement achievement = new Achievement(
                        URI.create("https://a.example/" + i),
                        "n" + i,
                        "d",
                        "c",
                        Samples.ACHIEVEMENT.image(),
                        List.of());
                Credential sample = Samples.credential();
                byte[] signed = sign(new Credential(
                        sample.id(),
                        new Issuer(Samples.ISSUER.id(), "i", Samples.ISSUER.url()),
                        achievement,
                        new IdentityHash("same", "same"),
                        NOW,
                        null,
                        null,
                        sample.status()));

                assertThat(fast.valid(signed, KEYS, NOW)).isPresent();
            }
        }
    }

    private void assertSameAnswer(String json) {
        byte[] bytes = utf8(json);
        ProofResult full = full(bytes);

        assertThat(answer(fast.verifyCredential(bytes, KEYS, NOW))).isEqualTo(answer(full));
        assertThat(fast.valid(bytes, KEYS, NOW).isPresent() && !(full instanceof ProofResult.Valid))
                .as("valid where the full path says " + full)
                .isFalse();
        assertThat(!CompiledVerifier.read(bytes).isPresent()
                        || Arrays.equals(CompiledVerifier.read(bytes).get().json(), bytes))
                .isTrue();
    }

    private static ProofResult full(byte[] json) {
        return new DataIntegrityVerifier(KEYS).verifyCredential(json, NOW);
    }

    private static String answer(ProofResult result) {
        return switch (result) {
            case ProofResult.Valid valid ->
                "valid " + valid.signers().getFirst().id();
            case ProofResult.Invalid invalid -> invalid.reason();
            case ProofResult.NotChecked open -> open.reason();
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
