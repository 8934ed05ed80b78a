package io.laurel.openbadges;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.Pngs;
import io.laurel.openbadges.baking.Unbaker;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.template.CompiledBadge;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

    @Test
    void theExampleWorks() throws IOException {
        byte[] picture = Pngs.of(BufferedImage.TYPE_INT_ARGB, false);

        // example
        var issuer = new Issuer(URI.create("did:web:acme.example"), "Acme", URI.create("https://acme.example/"));
        var rivers = new Achievement(
                URI.create("https://acme.example/rivers"),
                "Rivers",
                "Knows the rivers.",
                "Nine of ten answers.",
                URI.create("https://acme.example/rivers.png"),
                List.of("geography"));
        var key = new IssuerKey(URI.create("did:web:acme.example#key-1"), Ed25519KeyPair.generate(new SecureRandom()));
        var status = new StatusEntry(URI.create("https://acme.example/status/1"), 4711);
        var credential = new Credential(
                URI.create("urn:uuid:019a2b3c-0000-7000-8000-000000000001"),
                issuer,
                rivers,
                IdentityHash.of("ada@example.org", "a salt of her own"),
                Instant.now(),
                null,
                null,
                status);

        byte[] signed = CompiledBadge.compile(issuer, rivers, key).sign(credential, Instant.now());
        byte[] badge = BakingPlate.of(picture).bake(signed);

        byte[] found = Unbaker.extract(badge).orElseThrow();
        ProofResult result = new DataIntegrityVerifier(KeyResolver.of(method -> Optional.of(key.publicKeyMultibase())))
                .verifyCredential(found, Instant.now());
        // end of example

        assertThat(result).isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void theReadmeShowsThisExample() throws IOException {
        String readme = between(Files.readString(Path.of("README.md")), "```java\n", "```");
        String source = Files.readString(Path.of("src/test/java/io/laurel/openbadges/ReadmeExampleTest.java"));

        assertThat(between(source, "// example\n", "// end of example")).isEqualToIgnoringWhitespace(readme);
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }
}
