package io.laurel.openbadges.credential;

import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.KeyResolver;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One issuer, one key and one credential that most tests can do with. */
public final class Samples {

    public static final Instant CREATED = Instant.parse("2026-11-22T04:05:06.789Z");
    public static final Issuer ISSUER = new Issuer(
            URI.create("did:web:localhost%3A8080:issuers:acme"),
            "Acme \"Academy\"",
            URI.create("https://acme.example/"));
    public static final Achievement ACHIEVEMENT = new Achievement(
            URI.create("https://laurel.example/achievements/acme/rivers"),
            "Rivers of Europe",
            "Knows the rivers.\nAnd their towns.",
            "Nine of ten answers.",
            URI.create("https://laurel.example/images/rivers.png"),
            List.of("geography", "rivers"));
    public static final Ed25519KeyPair PAIR = Ed25519KeyPair.of(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });
    public static final IssuerKey KEY = new IssuerKey(URI.create(ISSUER.id() + "#key-1"), PAIR);
    public static final KeyResolver KEYS = KeyResolver.of(method ->
            method.equals(KEY.verificationMethod()) ? Optional.of(PAIR.publicKeyMultibase()) : Optional.empty());

    private Samples() {}

    public static Credential credential() {
        return new Credential(
                URI.create("urn:uuid:019a2b3c-0000-7000-8000-000000000001"),
                ISSUER,
                ACHIEVEMENT,
                IdentityHash.of("ada@example.org", "0123456789abcdef"),
                Instant.parse("2026-11-22T04:05:06.123Z"),
                Instant.parse("2028-11-22T00:00:00Z"),
                URI.create("https://ada.example/work"),
                new StatusEntry(URI.create("https://laurel.example/issuers/acme/status/1"), 4711));
    }
}
