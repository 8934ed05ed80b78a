package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.encoding.JsonText;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;

/** A public key on P-256 or P-384 (FIPS 186-5); signatures are ECDSA with the hash that belongs to the curve, r and s side by side. */
public final class EcPublicKey implements PublicKey {

    private final EcCurve curve;
    private final byte[] compressed;
    private final ECPoint point;
    private final java.security.PublicKey key;

    private EcPublicKey(EcCurve curve, ECPoint point) {
        this.curve = curve;
        this.point = point;
        this.compressed = point.getEncoded(true);
        this.key = key(curve, point);
    }

    /**
     * The key of a point in SEC 1's compressed or uncompressed form.
     *
     * @throws IllegalArgumentException if the bytes are no point of the curve
     */
    public static EcPublicKey of(EcCurve curve, byte[] encoded) {
        return new EcPublicKey(curve, curve.point(encoded));
    }

    private static java.security.PublicKey key(EcCurve curve, ECPoint point) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(curve.keySpec(point));
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("not a usable " + curve + " public key", refused);
        }
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != 2 * curve.bytes() || !isInRange(signature)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(curve.signatureAlgorithm());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** FIPS 186-5, §6.4.2: r and s are from 1 to n - 1. */
    private boolean isInRange(byte[] signature) {
        return curve.isScalar(new BigInteger(1, signature, 0, curve.bytes()))
                && curve.isScalar(new BigInteger(1, signature, curve.bytes(), curve.bytes()));
    }

    /** The curve of the key. */
    public EcCurve curve() {
        return curve;
    }

    /** The point in SEC 1's compressed form. */
    public byte[] compressed() {
        return compressed.clone();
    }

    @Override
    public String algorithm() {
        return curve.jwsAlgorithm();
    }

    @Override
    public JsonText jwk(JsonText json) {
        return json.member("kty", "EC")
                .member("crv", curve)
                .member("x", Base64Url.encode(point.getAffineXCoord().getEncoded()))
                .member("y", Base64Url.encode(point.getAffineYCoord().getEncoded()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EcPublicKey ec && curve == ec.curve && Arrays.equals(compressed, ec.compressed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(compressed);
    }

    @Override
    public String toString() {
        return Multikey.encode(this);
    }
}
