package io.laurel.bench;

import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.Resolution;
import io.laurel.openbadges.key.SignatureProvider;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.template.CompiledVerifier;
import java.util.List;
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

/** Checked credentials a second on one thread, reading their JSON included, the issuer's key at hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class VerifyingBenchmark {

    private static final int DIFFERENT = 256;

    private final PublicKey key =
            PublicKey.ofMultikey(Credentials.KEY.publicKeyMultibase(), SignatureProvider.BOUNCY_CASTLE);
    private final KeyResolver keys =
            (method, _, _) -> new Resolution.Found(new VerificationMethod(method, Credentials.ISSUER.id(), key));
    private final DataIntegrityVerifier full = new DataIntegrityVerifier(keys);
    private final CompiledVerifier compiled = new CompiledVerifier(16);
    private final byte[][] own = new byte[DIFFERENT][];
    private final byte[][] foreign = new byte[DIFFERENT][];
    private final byte[] message = new byte[64];
    private final byte[] signature = Credentials.KEY.sign(message);
    private int number;

    /** Signs what is to be checked. */
    public VerifyingBenchmark() {
        FullSigner signer = new FullSigner(Credentials.KEY);
        for (int i = 0; i < DIFFERENT; i++) {
            own[i] = signer.sign(Credentials.of(i), Credentials.START);
            foreign[i] = EddsaRdfc2022.sign(foreign(i), Credentials.KEY, Credentials.START);
        }
    }

    /** What other issuers write: members of theirs and in an order of theirs, one of the older contexts. */
    private static JsonText foreign(int index) {
        return new JsonText(1024)
                .open('{')
                .members(
                        "@context",
                        List.of(
                                "https://www.w3.org/ns/credentials/v2",
                                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"))
                .members("type", List.of("VerifiableCredential", "AchievementCredential"))
                .member("id", "https://other.example/credentials/" + index)
                .member("name", "Lakes of Europe")
                .open("issuer", '{')
                .member("id", Credentials.ISSUER.id())
                .members("type", List.of("Profile"))
                .member("name", "Other Academy")
                .close('}')
                .member("validFrom", Credentials.START)
                .open("credentialSubject", '{')
                .member("id", "did:example:" + index)
                .members("type", List.of("AchievementSubject"))
                .open("achievement", '{')
                .member("id", "https://other.example/achievements/lakes")
                .members("type", List.of("Achievement"))
                .member("achievementType", "Certificate")
                .open("criteria", '{')
                .member("narrative", "Ten questions on each of twelve lakes, nine of ten answered.")
                .close('}')
                .member("description", "Knows the lakes of Europe.")
                .member("name", "Lakes of Europe")
                .close('}')
                .close('}');
    }

    /** A credential of our own, all of JSON-LD. */
    @Benchmark
    public ProofResult ownByFullPath() {
        return valid(full.verifyCredential(own[next()], Credentials.START));
    }

    /** A credential of our own, by its badge's template. */
    @Benchmark
    public ProofResult ownByTemplate() {
        return valid(compiled.verifyCredential(own[next()], keys, Credentials.START));
    }

    /** Anyone's credential, contexts processed before. */
    @Benchmark
    public ProofResult foreign() {
        return valid(compiled.verifyCredential(foreign[next()], keys, Credentials.START));
    }

    /** The part of it that nothing shortens. */
    @Benchmark
    public boolean signatureAlone() {
        return key.verify(message, signature);
    }

    private int next() {
        return number++ % DIFFERENT;
    }

    private static ProofResult valid(ProofResult result) {
        if (!(result instanceof ProofResult.Valid)) {
            throw new IllegalStateException(result.toString());
        }
        return result;
    }
}
