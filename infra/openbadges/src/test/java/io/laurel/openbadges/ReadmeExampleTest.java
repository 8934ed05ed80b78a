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
import io.laurel.openbadges.status.StatusList;
import io.laurel.openbadges.status.StatusListSigner;
import io.laurel.openbadges.template.CompiledBadge;
import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.CredentialVerifier;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.openbadges.verification.Report;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

    @Test
    void theExampleWorks() throws IOException {
        byte[] picture = Pngs.of(BufferedImage.TYPE_INT_ARGB, false);

        // example
        var pair = Ed25519KeyPair.generate(new SecureRandom());
        var did = URI.create("did:key:" + pair.publicKeyMultibase());
        var key = new IssuerKey(URI.create(did + "#" + pair.publicKeyMultibase()), pair);
        var acme = new Issuer(did, "Acme", URI.create("https://acme.example/"));
        var rivers = new Achievement(
                URI.create("https://acme.example/rivers"),
                "Rivers",
                "Knows the rivers.",
                "Nine of ten answers.",
                URI.create("https://acme.example/rivers.png"),
                List.of("geography"));
        var list = URI.create("https://acme.example/status/1");
        var credential = new Credential(
                URI.create("urn:uuid:019a2b3c-0000-7000-8000-000000000001"),
                acme,
                rivers,
                IdentityHash.of("ada@example.org", "a salt of her own"),
                Instant.now(),
                null,
                null,
                new StatusEntry(list, 4711));

        byte[] signed = CompiledBadge.compile(acme, rivers, key).sign(credential, Instant.now());
        byte[] badge = BakingPlate.of(picture).bake(signed);
        byte[] statuses = new StatusListSigner(key).sign(list, did, StatusList.of(131_072), Instant.now());

        byte[] found = Unbaker.extract(badge).orElseThrow();
        Report report = new CredentialVerifier(address -> statuses).verify(found, Instant.now());
        // end of example

        assertThat(report.findings()).hasSize(Check.values().length);
        assertThat(report.outcome()).isEqualTo(Outcome.HOLDS);
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
