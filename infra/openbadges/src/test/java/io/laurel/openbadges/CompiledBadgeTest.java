package io.laurel.openbadges;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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
}
