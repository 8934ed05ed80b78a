package io.laurel.bench;

import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.template.CompiledBadge;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Signed credentials a second on one thread, by the full path and by a badge's compiled template; each of another person. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class SigningBenchmark {

    private static final Instant START = Instant.parse("2026-11-22T04:05:06Z");

    private final Issuer issuer = new Issuer(
            URI.create("did:web:localhost%3A8080:issuers:demo"),
            "Demo Academy",
            URI.create("https://academy.example/"));
    private final Achievement achievement = new Achievement(
            URI.create("http://localhost:8080/achievements/demo/rivers"),
            "Rivers of Europe",
            "Knows the rivers of Europe, their springs, their mouths and the towns that live by them.",
            "Ten questions on each of twelve rivers, nine of ten answered.",
            URI.create("http://localhost:8080/images/0123456789abcdef.png"),
            List.of("geography", "rivers", "europe"));
    private final IssuerKey key = new IssuerKey(
            URI.create("did:web:localhost%3A8080:issuers:demo#key-019a2b3c-0000-7000-8000-000000000000"),
            Ed25519KeyPair.generate(new SecureRandom()));
    private final CredentialSigner full = new FullSigner(key);
    private final CredentialSigner compiled = CompiledBadge.compile(issuer, achievement, key);
    private final BakingPlate plate = new BakingPlate(new byte[1_000], new byte[60_000]);
    private int number;

    /** The referee. */
    @Benchmark
    public byte[] fullPath() {
        return full.sign(next(), START);
    }

    /** What the worker does. */
    @Benchmark
    public byte[] compiledPath() {
        return compiled.sign(next(), START);
    }

    /** What the worker does, and the picture. */
    @Benchmark
    public byte[] compiledPathAndBaking() {
        return plate.bake(compiled.sign(next(), START));
    }

    private Credential next() {
        int index = number++ & 0x1ffff;
        Instant from = START.plusMillis(index);
        return new Credential(
                URI.create("urn:uuid:" + new UUID(0x019a2b3c00007000L, index)),
                issuer,
                achievement,
                IdentityHash.of("person" + index + "@example.org", "0123456789abcdef"),
                from,
                from.plus(Duration.ofDays(730)),
                null,
                new StatusEntry(URI.create("http://localhost:8080/issuers/demo/status/1"), index));
    }
}
