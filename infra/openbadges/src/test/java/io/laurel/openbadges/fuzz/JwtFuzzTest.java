package io.laurel.openbadges.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.jwt.JwtResult;
import io.laurel.openbadges.jwt.JwtVerifier;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.proof.ProofResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtFuzzTest {

    private static final JwtVerifier VERIFIER = new JwtVerifier(new PublishedKeys(SignedByTheSample.loader()));

    static Stream<Arguments> seeds() {
        String claims = new String(SignedByTheSample.credential(), StandardCharsets.UTF_8);
        String kid = Samples.KEY.verificationMethod().toString();
        byte[] signature = new byte[64];
        return Stream.of(
                Arguments.of("{\"alg\":\"EdDSA\",\"kid\":\"" + kid + "\",\"typ\":\"vc+jwt\"}", claims, signature),
                Arguments.of(
                        "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}}",
                        claims,
                        new byte[256]),
                Arguments.of(
                        "{\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}}",
                        claims,
                        signature),
                Arguments.of(
                        "{\"alg\":\"none\"}", "{\"iss\":\"did:key:z\",\"nbf\":1,\"exp\":2e99,\"vc\":{}}", new byte[0]),
                Arguments.of("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", "{}", signature));
    }

    /** The parts are mutated before they are encoded, or few changes would get past the encoding. Nothing here is ever signed. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void aTokenIsNeverValidByChance(@NotNull String header, @NotNull String claims, byte @NotNull [] signature) {
        String token = part(header.getBytes(StandardCharsets.UTF_8)) + "."
                + part(claims.getBytes(StandardCharsets.UTF_8)) + "." + part(signature);

        assertThat(VERIFIER.verify(token, SignedByTheSample.NOW))
                .extracting(JwtResult::proof)
                .isNotInstanceOf(ProofResult.Valid.class);
        VERIFIER.verify(header, SignedByTheSample.NOW);
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
