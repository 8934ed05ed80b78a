package io.laurel.bench;

import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialSigner;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.SignatureProvider;
import io.laurel.openbadges.template.CompiledBadge;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
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

    /** Who computes the signatures; {@link LibraryBenchmarks} adds whoever else is there. */
    @Param(SignatureProvider.BOUNCY_CASTLE_NAME)
    public String provider = SignatureProvider.BOUNCY_CASTLE_NAME;

    private final BakingPlate plate = new BakingPlate(new byte[1_000], new byte[60_000]);
    private final byte[] message = new byte[64];
    private IssuerKey key = Credentials.KEY;
    private CredentialSigner full = new FullSigner(key);
    private CredentialSigner compiled = compiled();
    private int number;

    /** Gives the key to the provider. */
    @Setup
    public void useProvider() {
        key = Credentials.keyOf(SignatureProvider.named(provider));
        full = new FullSigner(key);
        compiled = compiled();
    }

    private CredentialSigner compiled() {
        return CompiledBadge.compile(Credentials.ISSUER, Credentials.ACHIEVEMENT, key);
    }

    /** The referee. */
    @Benchmark
    public byte[] fullPath() {
        return full.sign(next(), Credentials.START);
    }

    /** What the worker does. */
    @Benchmark
    public byte[] compiledPath() {
        return compiled.sign(next(), Credentials.START);
    }

    /** What the worker does, and the picture. */
    @Benchmark
    public byte[] compiledPathAndBaking() {
        return plate.bake(compiled.sign(next(), Credentials.START));
    }

    /** The part of it that no template shortens. */
    @Benchmark
    public byte[] signatureAlone() {
        return key.sign(message);
    }

    private Credential next() {
        return Credentials.of(number++ & 0x1ffff);
    }
}
