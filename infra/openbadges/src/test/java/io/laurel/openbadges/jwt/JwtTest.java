package io.laurel.openbadges.jwt;

import static io.laurel.openbadges.jwt.Tokens.CREDENTIAL;
import static io.laurel.openbadges.jwt.Tokens.DID;
import static io.laurel.openbadges.jwt.Tokens.NOW;
import static io.laurel.openbadges.jwt.Tokens.RETIRED;
import static io.laurel.openbadges.jwt.Tokens.RSA;
import static io.laurel.openbadges.jwt.Tokens.RSA_ID;
import static io.laurel.openbadges.jwt.Tokens.THIEF;
import static io.laurel.openbadges.jwt.Tokens.VERIFIER;
import static io.laurel.openbadges.jwt.Tokens.check;
import static io.laurel.openbadges.jwt.Tokens.claims;
import static io.laurel.openbadges.jwt.Tokens.ed25519;
import static io.laurel.openbadges.jwt.Tokens.jwk;
import static io.laurel.openbadges.jwt.Tokens.part;
import static io.laurel.openbadges.jwt.Tokens.rs256;
import static io.laurel.openbadges.jwt.Tokens.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTest {

    @Test
    void aCredentialIsItsOwnToken() {
        JwtResult result = VERIFIER.verify(JwtSigner.showing(RSA).sign(CREDENTIAL), NOW);

        assertThat(result.proof())
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.signers()).singleElement().satisfies(signer -> {
                            assertThat(signer.id()).isEqualTo(RSA_ID);
                            assertThat(signer.controller()).isEqualTo(Samples.ISSUER.id());
                        }));
        JsonObject unsecured = StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object(CREDENTIAL))
                .remove("proof")
                .build();
        assertThat(result.credential()).isEqualTo(unsecured);
    }

    /** Open Badges 3.0, §8.2: the claims repeat the credential's members; 1EdTech's validator takes RS256 and the key in the header. */
    @Test
    void theTokenIsOfTheFormThatTheStandardAsksFor() {
        String[] parts = JwtSigner.showing(RSA).sign(CREDENTIAL).split("\\.", -1);
        JsonObject header = StrictJson.object(Base64Url.decode(parts[0], 10_000));
        JsonObject claims = StrictJson.object(Base64Url.decode(parts[1], 100_000));

        assertThat(header.keySet()).containsExactlyInAnyOrder("alg", "typ", "jwk");
        assertThat(header.getString("alg")).isEqualTo("RS256");
        assertThat(header.getString("typ")).isEqualTo("JWT");
        assertThat(header.getJsonObject("jwk")).hasToString(RSA.publicKey().jwk());
        assertThat(claims.getString("iss")).isEqualTo(DID);
        assertThat(claims.getString("jti")).isEqualTo("urn:uuid:019a2b3c-0000-7000-8000-000000000001");
        assertThat(claims.getJsonNumber("nbf").longValue())
                .isEqualTo(Instant.parse("2026-11-22T04:05:06Z").getEpochSecond());
        assertThat(claims.getJsonNumber("exp").longValue())
                .isEqualTo(Instant.parse("2028-11-22T00:00:00Z").getEpochSecond());
        assertThat(claims.getString("name")).isEqualTo(Samples.ACHIEVEMENT.name());
        assertThat(claims).doesNotContainKeys("proof", "sub", "vc");
    }

    @Test
    void aSignerNeverPrintsItsKey() {
        assertThat(JwtSigner.showing(RSA)).hasToString("JwtSigner[RsaKeyPair[RSA 2048 bits]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s#jwt-1", "#jwt-1", "jwt-1"})
    void aKeyIsNamedInFullOrAsTheIssuersOwn(String kid) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + kid.formatted(DID) + "\"}";

        assertThat(check(rs256(header, claims(), RSA))).isInstanceOf(Valid.class);
        assertThat(check(JwtSigner.naming(RSA_ID, RSA).sign(CREDENTIAL))).isInstanceOf(Valid.class);
    }

    @Test
    void aTokenThatNamesNoKeyIsByAnyOfTheIssuers() {
        assertThat(check(rs256("{\"alg\":\"RS256\"}", claims(), RSA))).isInstanceOf(Valid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", claims(), RETIRED))).isInstanceOf(Valid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", claims(), THIEF))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "vc+jwt", "VC+JWT", "application/vc+jwt", "vc-ld+jwt", "vc+ld+jwt"})
    void theKindOfTokenMayBeSaid(String type) {
        assertThat(check(rs256("{\"alg\":\"RS256\",\"typ\":\"" + type + "\",\"cty\":\"vc\"}", claims(), RSA)))
                .isInstanceOf(Valid.class);
    }

    /** VC JOSE/COSE secures the bare credential. */
    @Test
    void aBareCredentialIsATokenToo() {
        JsonObject bare = StrictJson.PROVIDER
                .createObjectBuilder(StrictJson.object(CREDENTIAL))
                .remove("proof")
                .build();

        assertThat(check(rs256("{\"alg\":\"RS256\",\"typ\":\"vc+jwt\"}", bare, RSA)))
                .isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519"})
    void ed25519IsTaken(String algorithm) {
        String did = "did:key:" + Samples.PAIR.publicKeyMultibase();

        assertThat(check(ed25519(algorithm, "{\"issuer\":\"" + did + "\"}", Samples.PAIR)))
                .isInstanceOf(Valid.class);
        assertThat(check(ed25519(algorithm, "{\"issuer\":\"" + did + "\"}", Ed25519KeyPair.of(new byte[32]))))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void es256IsTakenAsTwoNumbersOnly() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String jwk = jwk((ECPublicKey) pair.getPublic());
        String issuer = "https://ec.example/issuer";
        String document = "{\"id\":\"" + issuer + "\",\"assertionMethod\":[{\"id\":\"#1\",\"type\":\"JsonWebKey\","
                + "\"publicKeyJwk\":" + jwk + "}]}";
        var verifier = new JwtVerifier(new PublishedKeys(address -> document.getBytes(UTF_8)));
        String signed = part("{\"alg\":\"ES256\",\"jwk\":" + jwk + "}") + "." + part("{\"issuer\":\"" + issuer + "\"}");

        String raw = signed + "." + Base64Url.encode(sign("SHA256withECDSAinP1363Format", pair, signed));
        String der = signed + "." + Base64Url.encode(sign("SHA256withECDSA", pair, signed));

        assertThat(verifier.verify(raw, NOW).proof()).isInstanceOf(Valid.class);
        assertThat(verifier.verify(der, NOW).proof()).isInstanceOf(Invalid.class);
        assertThat(verifier.verify(signed + "." + Base64Url.encode(new byte[64]), NOW)
                        .proof())
                .isInstanceOf(Invalid.class);
    }
}
