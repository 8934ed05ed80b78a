package io.laurel.openbadges.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.jsonld.StrictJson;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SAMPLE = "sample".getBytes(US_ASCII);

    /** RFC 7515, appendix A.2 and A.3: two signatures over one payload. */
    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static final String RSA =
            "{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHm"
                    + "fHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-b"
                    + "Sf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7"
                    + "aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\",\"e\":\"AQAB\"}";
    private static final String RSA_SIGNATURE =
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc"
                    + "_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMH"
                    + "lb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np"
                    + "6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    private static final String EC =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                    + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
    private static final String EC_SIGNATURE =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    /** RFC 6979, appendix A.2.5 and A.2.6, with the curve's own hash. */
    private static final EcPublicKey P256 = EcPublicKey.of(
            EcCurve.P_256,
            HEX.parseHex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                    + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));

    private static final byte[] P256_SIGNATURE =
            HEX.parseHex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                    + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    private static final EcPublicKey P384 = EcPublicKey.of(
            EcCurve.P_384,
            HEX.parseHex(
                    "04ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13"
                            + "8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720"));
    private static final byte[] P384_SIGNATURE = HEX.parseHex(
            "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46"
                    + "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8");

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    @Test
    void checksEcdsaAsTheStandardsVectors() {
        assertThat(P256.verify(SAMPLE, P256_SIGNATURE)).isTrue();
        assertThat(P384.verify(SAMPLE, P384_SIGNATURE)).isTrue();
        assertThat(P256.verify("Sample".getBytes(US_ASCII), P256_SIGNATURE)).isFalse();
        assertThat(P384.verify("Sample".getBytes(US_ASCII), P384_SIGNATURE)).isFalse();
    }

    @Test
    void checksJsonWebSignaturesOfTheStandard() {
        byte[] byRsa = ("eyJhbGciOiJSUzI1NiJ9." + PAYLOAD).getBytes(US_ASCII);
        byte[] byEc = ("eyJhbGciOiJFUzI1NiJ9." + PAYLOAD).getBytes(US_ASCII);

        assertThat(jwk(RSA).verify(byRsa, Base64Url.decode(RSA_SIGNATURE, 1000)))
                .isTrue();
        assertThat(jwk(RSA).verify(byEc, Base64Url.decode(RSA_SIGNATURE, 1000))).isFalse();
        assertThat(jwk(EC).verify(byEc, Base64Url.decode(EC_SIGNATURE, 1000))).isTrue();
        assertThat(jwk(EC).verify(byRsa, Base64Url.decode(EC_SIGNATURE, 1000))).isFalse();
    }

    @Test
    void anEcdsaSignatureHasNumbersBelowTheOrderOnly() {
        byte[] zero = new byte[32];
        byte[] order = Arrays.copyOfRange(P256_ORDER.toByteArray(), 1, 33);
        byte[] r = Arrays.copyOf(P256_SIGNATURE, 32);
        byte[] s = Arrays.copyOfRange(P256_SIGNATURE, 32, 64);

        for (byte[][] pair :
                new byte[][][] {{zero, zero}, {zero, s}, {r, zero}, {order, s}, {r, order}, {order, order}}) {
            assertThat(P256.verify(SAMPLE, joined(pair[0], pair[1]))).isFalse();
        }
    }

    @Test
    void anEcdsaSignatureHasTheLengthOfItsCurveOnly() {
        byte[] der = HEX.parseHex("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        byte[] widened = joined(
                joined(new byte[1], Arrays.copyOf(P256_SIGNATURE, 32)),
                joined(new byte[1], Arrays.copyOfRange(P256_SIGNATURE, 32, 64)));

        for (byte[] other : new byte[][] {
            der, widened, new byte[0], Arrays.copyOf(P256_SIGNATURE, 63), Arrays.copyOf(P256_SIGNATURE, 65)
        }) {
            assertThat(P256.verify(SAMPLE, other)).isFalse();
        }
        assertThat(P384.verify(SAMPLE, P256_SIGNATURE)).isFalse();
    }

    @Test
    void anRsaSignatureIsAsLongAsItsModulus() {
        byte[] message = ("eyJhbGciOiJSUzI1NiJ9." + PAYLOAD).getBytes(US_ASCII);
        byte[] signature = Base64Url.decode(RSA_SIGNATURE, 1000);

        assertThat(jwk(RSA).verify(message, joined(new byte[1], signature))).isFalse();
        assertThat(jwk(RSA).verify(message, joined(signature, new byte[1]))).isFalse();
        assertThat(jwk(RSA).verify(message, Arrays.copyOf(signature, 255))).isFalse();
        assertThat(jwk(RSA).verify(message, new byte[256])).isFalse();
        assertThat(jwk(RSA).verify(message, new byte[0])).isFalse();
    }

    @Test
    void keysAreTheirTexts() {
        for (EcPublicKey key : new EcPublicKey[] {P256, P384}) {
            assertThat(Multikey.parse(key.toString())).isEqualTo(key);
            assertThat(jwk(key.jwk())).isEqualTo(key);
        }
        assertThat(jwk(jwk(RSA).jwk())).isEqualTo(jwk(RSA));
        assertThat(jwk(RSA).jwk()).isEqualTo(RSA);
        assertThat(jwk(EC).jwk()).isEqualTo(EC);
    }

    /** Controlled Identifiers 1.0 and the cryptosuites' vectors name keys so. */
    @ParameterizedTest
    @CsvSource({
        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP,ES256",
        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ,ES384",
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2,EdDSA"
    })
    void aMultikeySaysItsKind(String multikey, String algorithm) {
        PublicKey key = Multikey.parse(multikey);

        assertThat(key).hasToString(multikey);
        assertThat(key.algorithm()).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "z",
                "z6Mk",
                "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
                "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ",
                "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ22",
                "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
                "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
                "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP111111111111111111111111111111111111111111111111111111111"
            })
    void whatIsNoMultikeyOfOursIsRefused(String text) {
        assertThatThrownBy(() -> Multikey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUR\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"d\":\"AAAA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}"
            })
    void whatIsNoJsonWebKeyOfOursIsRefused(String json) {
        assertThatThrownBy(() -> jwk(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"use\":\"enc\"", "\"alg\":\"RS256\"", "\"alg\":\"ES384\"", "\"key_ops\":[\"encrypt\"]"})
    void aJsonWebKeyForSomethingElseIsRefused(String member) {
        assertThatThrownBy(() -> jwk("{" + member + "," + EC.substring(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJsonWebKeyForSignaturesIsTaken() {
        String members = "\"use\":\"sig\",\"alg\":\"ES256\",\"key_ops\":[\"verify\"],\"kid\":\"x\",";

        assertThat(jwk("{" + members + EC.substring(1))).isEqualTo(jwk(EC));
    }

    @Test
    void anRsaExponentIsOddAndMoreThanOne() {
        for (String exponent : new String[] {"AQ", "Ag", "AAAA", "AQAAAAAAAAAAAQ"}) {
            assertThatThrownBy(() -> jwk(RSA.replace("AQAB\"}", exponent + "\"}")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static PublicKey jwk(String json) {
        return PublicKey.ofJwk(StrictJson.object(json), SignatureProvider.BOUNCY_CASTLE);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
