package io.laurel.openbadges.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.rdf.nquads.NQuadsAlphabet;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Generated;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.proof.Proofs;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast path against its referee: the same bytes, or the full path itself. */
class CompiledBadgeTest {

    private static final IssuerKey KEY = new IssuerKey(
            URI.create("did:web:example.org:issuers:acme#key-1"), Ed25519KeyPair.generate(new SecureRandom()));
    private static final FullSigner FULL = new FullSigner(KEY);
    private static final Instant CREATED = Instant.parse("2026-11-22T04:05:06.789Z");

    /** A badge and some credentials of it. */
    record Batch(Issuer issuer, Achievement achievement, List<Credential> credentials) {}

    @Provide
    Arbitrary<Batch> manyBadges() {
        return batches(2);
    }

    @Provide
    Arbitrary<Batch> manyCredentials() {
        return batches(100);
    }

    private static Arbitrary<Batch> batches(int size) {
        return Generated.issuers()
                .flatMap(issuer -> Generated.achievements()
                        .flatMap(achievement -> Generated.credentials(issuer, achievement)
                                .list()
                                .ofSize(size)
                                .map(credentials -> new Batch(issuer, achievement, credentials))));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyBadgeIsSignedAsTheFullPathSignsIt(@ForAll("manyBadges") Batch batch) {
        assertSameBytes(batch);
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void everyCredentialOfABadgeIsSignedAsTheFullPathSignsIt(@ForAll("manyCredentials") Batch batch) {
        assertSameBytes(batch);
    }

    private static void assertSameBytes(Batch batch) {
        CompiledBadge badge = CompiledBadge.compile(batch.issuer(), batch.achievement(), KEY);
        for (Credential credential : batch.credentials()) {
            assertThat(badge.hash(credential)).as("goes the fast path").isPresent();
            assertThat(badge.sign(credential, CREATED)).isEqualTo(FULL.sign(credential, CREATED));
        }
    }

    @Test
    void aCredentialOfAnotherBadgeGoesTheFullPath() {
        CompiledBadge badge = CompiledBadge.compile(Samples.ISSUER, Samples.ACHIEVEMENT, Samples.KEY);
        Achievement renamed =
                new Achievement(Samples.ACHIEVEMENT.id(), "Lakes", "d", "c", Samples.ACHIEVEMENT.image(), List.of());
        Credential sample = Samples.credential();

        assertGoesTheFullPath(badge, with(sample, sample.id(), renamed, sample.recipient(), sample.evidence()));
    }

    @Test
    void identifiersThatCoincideGoTheFullPath() {
        CompiledBadge badge = CompiledBadge.compile(Samples.ISSUER, Samples.ACHIEVEMENT, Samples.KEY);
        Credential sample = Samples.credential();

        for (URI evidence : List.of(
                sample.id(),
                sample.status().listCredential(),
                URI.create(CredentialJson.statusId(sample.status())),
                Samples.ACHIEVEMENT.id(),
                Samples.ACHIEVEMENT.image())) {
            assertGoesTheFullPath(badge, with(sample, sample.id(), Samples.ACHIEVEMENT, sample.recipient(), evidence));
        }
    }

    @Test
    void identifiersOfOtherSchemesGoTheFullPath() {
        CompiledBadge badge = CompiledBadge.compile(Samples.ISSUER, Samples.ACHIEVEMENT, Samples.KEY);
        Credential sample = Samples.credential();

        assertGoesTheFullPath(
                badge,
                with(sample, URI.create("tag:a,2026:b"), Samples.ACHIEVEMENT, sample.recipient(), sample.evidence()));
    }

    @Test
    void aBadgeThatSpeaksLikeTheSampleGoesTheFullPath() {
        Achievement mimic = new Achievement(
                Samples.ACHIEVEMENT.id(),
                Hole.sample(Samples.ISSUER, Samples.ACHIEVEMENT, true, true)
                        .recipient()
                        .salt(),
                "d",
                "c",
                Samples.ACHIEVEMENT.image(),
                List.of("0001-02-03T04:05:06.007Z"));
        Credential sample = Samples.credential();

        assertGoesTheFullPath(
                CompiledBadge.compile(Samples.ISSUER, mimic, Samples.KEY),
                with(sample, sample.id(), mimic, sample.recipient(), sample.evidence()));
    }

    /** {@link URI} has these equal; their bytes are not, so a template of one must not sign the other. */
    @Test
    void aBadgeThatIsWrittenDifferentlyGoesTheFullPath() {
        CompiledBadge badge = CompiledBadge.compile(Samples.ISSUER, Samples.ACHIEVEMENT, Samples.KEY);
        Achievement shouting = new Achievement(
                URI.create("https://LAUREL.example/achievements/acme/rivers"),
                Samples.ACHIEVEMENT.name(),
                Samples.ACHIEVEMENT.description(),
                Samples.ACHIEVEMENT.criteriaNarrative(),
                Samples.ACHIEVEMENT.image(),
                Samples.ACHIEVEMENT.tags());
        Credential sample = Samples.credential();

        assertThat(shouting).isEqualTo(Samples.ACHIEVEMENT);
        assertGoesTheFullPath(badge, with(sample, sample.id(), shouting, sample.recipient(), sample.evidence()));
    }

    /** Tags are literals of one predicate, and U+E000 to U+FFFF come before the astral planes only by code points. */
    @Test
    void tagsAreSortedByCodePointsEitherWay() {
        List<String> tags = List.of("\ue000", "\ud83d\ude00", "\uffff", "a", "\ud800\udc00", "\ufffe", "a", "");
        Achievement achievement =
                new Achievement(Samples.ACHIEVEMENT.id(), "n", "d", "c", Samples.ACHIEVEMENT.image(), tags);
        Credential sample = Samples.credential();

        assertSameBytes(new Batch(
                sample.issuer(),
                achievement,
                List.of(with(sample, sample.id(), achievement, sample.recipient(), sample.evidence()))));
    }

    @Test
    void valuesThatAreEqualToEachOtherOrToTheBadgesOwnAreNoTrouble() {
        for (String value :
                List.of("", "same", "revocation", "emailAddress", "Rivers of Europe", "4711", "\u0000\u007f\u0085")) {
            Achievement achievement = new Achievement(
                    Samples.ACHIEVEMENT.id(), value, value, value, Samples.ACHIEVEMENT.image(), List.of(value, value));
            Credential sample = Samples.credential();

            assertSameBytes(new Batch(
                    sample.issuer(),
                    achievement,
                    List.of(with(
                            sample, sample.id(), achievement, new IdentityHash(value, value), sample.evidence()))));
        }
    }

    /** One test for each hole: whatever a badge says, if it is what the sample has there, the template cannot tell them apart. */
    @ParameterizedTest
    @EnumSource(Hole.class)
    void aBadgeThatSaysWhatTheSampleSaysHasNoTemplate(Hole hole) {
        String mimicked = Objects.requireNonNull(hole.of(Hole.sample(Samples.ISSUER, Samples.ACHIEVEMENT, true, true)));
        Achievement mimic =
                new Achievement(Samples.ACHIEVEMENT.id(), "n", mimicked, "c", Samples.ACHIEVEMENT.image(), List.of());

        assertThat(NQuadsTemplate.compile(Hole.sample(Samples.ISSUER, mimic, true, true)))
                .isEmpty();
    }

    @Test
    void nodesThatTheirStatementsDoNotTellApartGoTheFullPath() {
        StatementCollector twins = new StatementCollector(Map.of());
        twins.quad("_:b0", "urn:p", "same", NQuadsAlphabet.XSD_STRING, null, null, null);
        twins.quad("_:b1", "urn:p", "same", NQuadsAlphabet.XSD_STRING, null, null, null);

        assertThat(NQuadsTemplate.of(twins).orElseThrow().hash(Samples.credential()))
                .isEmpty();
    }

    @Test
    void whatIsSaidInAGraphOrInADirectionHasNoTemplate() {
        StatementCollector named = new StatementCollector(Map.of());
        named.quad("urn:s", "urn:p", "urn:o", null, null, null, "urn:g");
        StatementCollector directed = new StatementCollector(Map.of());
        directed.quad("urn:s", "urn:p", "o", NQuadsAlphabet.DIR_LANG_STRING, "ar", "rtl", null);

        assertThat(NQuadsTemplate.of(named)).isEmpty();
        assertThat(NQuadsTemplate.of(directed)).isEmpty();
    }

    private static void assertGoesTheFullPath(CompiledBadge badge, Credential credential) {
        assertThat(badge.hash(credential)).isEmpty();
        byte[] signed = badge.sign(credential, CREATED);
        assertThat(signed).isEqualTo(new FullSigner(Samples.KEY).sign(credential, CREATED));
        assertThat(Proofs.check(signed)).isInstanceOf(ProofResult.Valid.class);
    }

    private static Credential with(
            Credential credential, URI id, Achievement achievement, IdentityHash recipient, @Nullable URI evidence) {
        return new Credential(
                id,
                credential.issuer(),
                achievement,
                recipient,
                credential.validFrom(),
                credential.validUntil(),
                evidence,
                credential.status());
    }
}
