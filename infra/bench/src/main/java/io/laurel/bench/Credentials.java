package io.laurel.bench;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.SignatureProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The credentials of one badge, each of another person. */
final class Credentials {

    static final Instant START = Instant.parse("2026-11-22T04:05:06Z");
    static final Issuer ISSUER = new Issuer(
            URI.create("did:web:localhost%3A8080:issuers:demo"),
            "Demo Academy",
            URI.create("https://academy.example/"));
    static final Achievement ACHIEVEMENT = new Achievement(
            URI.create("http://localhost:8080/achievements/demo/rivers"),
            "Rivers of Europe",
            "Knows the rivers of Europe, their springs, their mouths and the towns that live by them.",
            "Ten questions on each of twelve rivers, nine of ten answered.",
            URI.create("http://localhost:8080/images/0123456789abcdef.png"),
            List.of("geography", "rivers", "europe"));
    private static final byte[] SEED = new SecureRandom().generateSeed(Ed25519KeyPair.SEED_BYTES);
    static final IssuerKey KEY = keyOf(SignatureProvider.BOUNCY_CASTLE);

    private Credentials() {}

    /** The same key, whoever signs with it. */
    static IssuerKey keyOf(SignatureProvider provider) {
        return new IssuerKey(
                URI.create("did:web:localhost%3A8080:issuers:demo#key-019a2b3c-0000-7000-8000-000000000000"),
                Ed25519KeyPair.of(SEED, provider));
    }

    static Credential of(int index) {
        Instant from = START.plusMillis(index);
        return new Credential(
                URI.create("urn:uuid:" + new UUID(0x019a2b3c00007000L, index)),
                ISSUER,
                ACHIEVEMENT,
                IdentityHash.of("person" + index + "@example.org", "0123456789abcdef"),
                from,
                from.plus(Duration.ofDays(730)),
                null,
                new StatusEntry(URI.create("http://localhost:8080/issuers/demo/status/1"), index));
    }
}
