package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.encoding.JsonText;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** An RSA public key; signatures are RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, §8.2; RS256). */
public final class RsaPublicKey implements PublicKey {

    private static final int LEAST_BITS = 2048;

    /** Longer ones only make the verifier work. */
    private static final int MOST_BITS = 8192;

    private static final int MOST_EXPONENT_BITS = 64;

    private final RSAPublicKey key;

    private RsaPublicKey(RSAPublicKey key) {
        this.key = key;
    }

    /**
     * The key of a modulus and an exponent.
     *
     * @throws IllegalArgumentException if the modulus is not of 2048 to 8192 bits, or the exponent is not odd from 3 to 64 bits
     */
    public static RsaPublicKey of(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || bits < LEAST_BITS || bits > MOST_BITS || !modulus.testBit(0)) {
            throw new IllegalArgumentException("an RSA key has 2048 to 8192 bits, not " + bits);
        }
        if (exponent.compareTo(BigInteger.TWO) <= 0
                || exponent.bitLength() > MOST_EXPONENT_BITS
                || !exponent.testBit(0)) {
            throw new IllegalArgumentException("not a usable RSA exponent");
        }
        try {
            return new RsaPublicKey((RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("not a usable RSA public key", refused);
        }
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != (key.getModulus().bitLength() + 7) / 8) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String algorithm() {
        return "RS256";
    }

    @Override
    public JsonText jwk(JsonText json) {
        return json.member("kty", "RSA")
                .member("n", base64url(key.getModulus()))
                .member("e", base64url(key.getPublicExponent()));
    }

    /** RFC 7518, §2: unsigned, most significant byte first, no leading zero. */
    private static String base64url(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        byte[] unsigned = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64Url.encode(unsigned);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsaPublicKey rsa
                && key.getModulus().equals(rsa.key.getModulus())
                && key.getPublicExponent().equals(rsa.key.getPublicExponent());
    }

    @Override
    public int hashCode() {
        return key.getModulus().hashCode();
    }

    @Override
    public String toString() {
        return "RSA " + key.getModulus().bitLength() + " bits";
    }
}
