package io.laurel.openbadges.jwt;

import static io.laurel.openbadges.jwt.Tokens.CREDENTIAL;
import static io.laurel.openbadges.jwt.Tokens.DID;
import static io.laurel.openbadges.jwt.Tokens.DOCUMENT;
import static io.laurel.openbadges.jwt.Tokens.NOW;
import static io.laurel.openbadges.jwt.Tokens.RSA;
import static io.laurel.openbadges.jwt.Tokens.RSA_ID;
import static io.laurel.openbadges.jwt.Tokens.THIEF;
import static io.laurel.openbadges.jwt.Tokens.THIEFS_DID;
import static io.laurel.openbadges.jwt.Tokens.VERIFIER;
import static io.laurel.openbadges.jwt.Tokens.check;
import static io.laurel.openbadges.jwt.Tokens.claims;
import static io.laurel.openbadges.jwt.Tokens.part;
import static io.laurel.openbadges.jwt.Tokens.plus;
import static io.laurel.openbadges.jwt.Tokens.rs256;
import static io.laurel.openbadges.jwt.Tokens.with;
import static io.laurel.openbadges.jwt.Tokens.without;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.NotChecked;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to tokens by those who did not sign them. */
class JwtAttackTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
    void aTokenThatIsNotSignedIsFalse(String none) {
        String unsigned = part("{\"alg\":\"" + none + "\"}") + "." + part(claims().toString());
        String signature = JwtSigner.showing(RSA).sign(CREDENTIAL).split("\\.", -1)[2];

        assertThat(check(unsigned + ".")).isInstanceOf(Invalid.class);
        assertThat(check(unsigned + "." + signature)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512", "hs256"})
    void thePublicKeyIsNoSharedSecret(String algorithm) throws GeneralSecurityException {
        String signed =
                part("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + RSA_ID + "\"}") + "." + part(claims().toString());
        for (byte[] secret : List.of(RSA.publicKey().jwk().getBytes(UTF_8), DOCUMENT.getBytes(UTF_8))) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));

            assertThat(check(signed + "." + Base64Url.encode(mac.doFinal(signed.getBytes(US_ASCII)))))
                    .isInstanceOf(Invalid.class);
        }
    }

    @Test
    void theAlgorithmIsTheKeysOwn() {
        assertThat(check(rs256("{\"alg\":\"ES256\",\"kid\":\"" + RSA_ID + "\"}", claims(), RSA)))
                .isInstanceOf(Invalid.class);
        assertThat(check(rs256("{\"alg\":\"EdDSA\",\"kid\":\"" + RSA_ID + "\"}", claims(), RSA)))
                .isInstanceOf(Invalid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\",\"kid\":\"" + DID + "#key-1\"}", claims(), RSA)))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PS256", "ES256K", "RS512", "RS1"})
    void anAlgorithmThatIsNotKnownLeavesItOpen(String algorithm) {
        assertThat(check(rs256("{\"alg\":\"" + algorithm + "\"}", claims(), RSA)))
                .isInstanceOf(NotChecked.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"b64\":false",
                "\"zip\":\"DEF\"",
                "\"enc\":\"A128GCM\"",
                "\"typ\":\"at+jwt\"",
                "\"typ\":7",
                "\"kid\":7",
                "\"kid\":\"\"",
                "\"jwk\":\"x\"",
                "\"alg\":\"RS256\""
            })
    void aHeaderThatAsksForMoreIsRefused(String member) {
        assertThat(check(rs256("{\"alg\":\"RS256\"," + member + "}", claims(), RSA)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotTheIssuers() {
        String shown = "{\"alg\":\"RS256\",\"jwk\":" + THIEF.publicKey().jwk() + "}";
        String shownAndNamed = "{\"alg\":\"RS256\",\"kid\":\"" + RSA_ID + "\",\"jwk\":"
                + THIEF.publicKey().jwk() + "}";

        assertThat(check(rs256(shown, claims(), THIEF))).isInstanceOf(Invalid.class);
        assertThat(check(rs256(shownAndNamed, claims(), THIEF))).isInstanceOf(Invalid.class);
        assertThat(check(rs256(shownAndNamed, claims(), RSA))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jku\":\"https://thief.example/keys\"",
                "\"x5u\":\"https://thief.example/cert\"",
                "\"x5c\":[\"MIIB\"]"
            })
    void anAddressOfKeysInTheHeaderIsNotFollowed(String member) {
        assertThat(check(rs256("{\"alg\":\"RS256\"," + member + "}", claims(), THIEF)))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"did:web:thief.example#1", "file:///dev/null", "no such key", "../../etc/passwd", "' or 1=1 --"})
    void anotherIssuersKeyIsNotEnough(String kid) {
        assertThat(check(rs256("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims(), THIEF)))
                .isNotInstanceOf(Valid.class);
    }

    @Test
    void anIssuerWithoutADocumentLeavesItOpen() {
        JsonObject elsewhere = with("issuer", "\"did:web:gone.example\"");

        assertThat(check(rs256("{\"alg\":\"RS256\"}", without(elsewhere, "iss"), RSA)))
                .isInstanceOf(NotChecked.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iss|\"did:web:thief.example\"",
                "iss|7",
                "iss|\"\"",
                "jti|\"urn:uuid:00000000-0000-0000-0000-000000000000\"",
                "jti|null",
                "nbf|1764000000",
                "nbf|\"1763784306\"",
                "exp|1",
                "exp|4102444800",
                "exp|1e400",
                "exp|null",
                "validUntil|\"2099-01-01T00:00:00Z\"",
                "validFrom|\"2020-01-01T00:00:00Z\"",
                "validUntil|7",
                "id|\"urn:uuid:00000000-0000-0000-0000-000000000000\"",
                "issuer|\"did:web:thief.example\"",
                "issuer|7"
            })
    void aTokenThatContradictsItsCredentialIsRefused(String claim, String value) {
        assertThat(check(rs256("{\"alg\":\"RS256\"}", with(claim, value), RSA))).isInstanceOf(Invalid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", claims(), RSA))).isInstanceOf(Valid.class);
    }

    @Test
    void aTokenWithANumberTooLargeToWriteOutIsNotRead() {
        String claims = with("exp", "4102444800").toString().replace("4102444800", "1e999999999");

        assertThat(check(rs256("{\"alg\":\"RS256\"}", claims, RSA)))
                .isEqualTo(new Invalid("This is no signed token: a number with an exponent beyond 400."));
    }

    @Test
    void aTokenIsAboutItsCredentialsSubject() {
        JsonObject subject = with("credentialSubject", "{\"id\":\"did:example:ada\"}");

        assertThat(check(rs256("{\"alg\":\"RS256\"}", plus(subject, "sub", "\"did:example:ada\""), RSA)))
                .isInstanceOf(Valid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", plus(subject, "sub", "\"did:example:eve\""), RSA)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aNumericDateMayHaveAFraction() {
        assertThat(check(rs256("{\"alg\":\"RS256\"}", with("nbf", claims().get("nbf") + ".123"), RSA)))
                .isInstanceOf(Valid.class);
    }

    @Test
    void theTokensOwnEndCountsWhereTheCredentialHasNone() {
        JsonObject endless = without(claims(), "validUntil");

        assertThat(check(rs256("{\"alg\":\"RS256\"}", plus(endless, "exp", "" + NOW.getEpochSecond()), RSA)))
                .isEqualTo(new Invalid("The token has expired."));
        assertThat(check(rs256("{\"alg\":\"RS256\"}", plus(endless, "exp", "" + (NOW.getEpochSecond() + 1)), RSA)))
                .isInstanceOf(Valid.class);
    }

    /** Its dates are for whoever judges the credential: an expired one is expired, not forged. */
    @Test
    void anExpiredCredentialIsStillGenuine() {
        Instant later = Instant.parse("2099-01-01T00:00:00Z");

        assertThat(VERIFIER.verify(JwtSigner.showing(RSA).sign(CREDENTIAL), later)
                        .proof())
                .isInstanceOf(Valid.class);
    }

    @Test
    void whateverIsChangedBreaksTheToken() {
        String token = JwtSigner.showing(RSA).sign(CREDENTIAL);
        String[] parts = token.split("\\.", -1);
        String other = part(claims().toString().replace("Rivers", "Lakes"));

        assertThat(check(parts[0] + "." + other + "." + parts[2])).isInstanceOf(Invalid.class);
        assertThat(check(part("{\"alg\":\"RS256\"}") + "." + parts[1] + "." + parts[2]))
                .isInstanceOf(Invalid.class);
        assertThat(check(token.substring(0, token.length() - 4))).isInstanceOf(Invalid.class);
        assertThat(check(token + "AAAA")).isInstanceOf(Invalid.class);
    }

    @Test
    void thereIsOneTextForOneToken() {
        String token = JwtSigner.showing(RSA).sign(CREDENTIAL);
        String[] parts = token.split("\\.", -1);
        // 256 bytes leave four bits of the last character that no byte takes.
        char last = token.charAt(token.length() - 1);
        String twin = token.substring(0, token.length() - 1) + (char) (last + 1);

        for (String other : List.of(
                twin,
                token + "=",
                token + "==",
                " " + token,
                token + "\n",
                token.replace('_', '/').replace('-', '+') + "+",
                parts[0] + "=." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + "\n." + parts[2])) {
            assertThat(check(other)).as(other).isInstanceOf(Invalid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b",
                "a.b.c",
                "e30.e30.",
                "e30..e30",
                ".e30.e30",
                "e30.e30.e30.e30.e30",
                "WzFd.e30.AA",
                "bnVsbA.e30.AA",
                "eyJhIjox.e30.AA"
            })
    void whatIsNoTokenIsFalse(String text) {
        assertThat(check(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void aMemberThatStandsTwiceIsReadByNobody() {
        String claims = claims().toString();
        String twice = "{\"issuer\":\"" + THIEFS_DID + "\"," + claims.substring(1);

        assertThat(check(rs256("{\"alg\":\"none\",\"alg\":\"RS256\"}", claims, RSA)))
                .isInstanceOf(Invalid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", twice, RSA))).isInstanceOf(Invalid.class);
    }

    @Test
    void hugeTokensAreRefusedBeforeTheyAreRead() {
        String long_ = "x".repeat(20_000);

        assertThat(check(rs256("{\"alg\":\"RS256\",\"x\":\"" + long_ + "\"}", claims(), RSA)))
                .isInstanceOf(Invalid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", with("name", "\"" + "x".repeat(2_000_000) + "\""), RSA)))
                .isInstanceOf(Invalid.class);
        assertThat(check(rs256("{\"alg\":\"RS256\"}", "{\"a\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}", RSA)))
                .isInstanceOf(Invalid.class);
        assertThat(check(".".repeat(1_000_000))).isInstanceOf(Invalid.class);
        assertThat(check(part("{\"alg\":\"RS256\"}") + "." + part(claims().toString()) + "." + "A".repeat(100_000)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void aCredentialInsideAClaimLeavesItOpen() {
        assertThat(check(rs256("{\"alg\":\"RS256\"}", "{\"iss\":\"" + DID + "\",\"vc\":{}}", RSA)))
                .isInstanceOf(NotChecked.class);
    }
}
