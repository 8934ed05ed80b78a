package io.laurel.openbadges.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** The two curves of {@code ecdsa-rdfc-2019}, each with its hash (Data Integrity ECDSA Cryptosuites 1.0, §3.2). */
public enum EcCurve {
    P_256("P-256", "secp256r1", 32, "SHA-256", "SHA256withECDSAinP1363Format", "ES256"),
    P_384("P-384", "secp384r1", 48, "SHA-384", "SHA384withECDSAinP1363Format", "ES384");

    private final String jwkName;
    private final String secName;
    private final int bytes;
    private final String hash;
    private final String signatureAlgorithm;
    private final String jwsAlgorithm;

    EcCurve(String jwkName, String secName, int bytes, String hash, String signatureAlgorithm, String jwsAlgorithm) {
        this.jwkName = jwkName;
        this.secName = secName;
        this.bytes = bytes;
        this.hash = hash;
        this.signatureAlgorithm = signatureAlgorithm;
        this.jwsAlgorithm = jwsAlgorithm;
    }

    private ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(secName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X9ECParameters domain() {
        return CustomNamedCurves.getByName(secName);
    }

    /** The length of a coordinate and of a scalar in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The hash that goes with the curve. */
    public String hash() {
        return hash;
    }

    String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    String jwsAlgorithm() {
        return jwsAlgorithm;
    }

    boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(domain().getN()) < 0;
    }

    /** A point of the curve that is not the point at infinity; decoding checks that it lies on the curve, whose cofactor is 1. */
    ECPoint point(byte[] encoded) {
        ECPoint point = domain().getCurve().decodePoint(encoded);
        if (point.isInfinity()) {
            throw new IllegalArgumentException("the point at infinity is no key");
        }
        return point.normalize();
    }

    ECPublicKeySpec keySpec(ECPoint point) {
        return new ECPublicKeySpec(
                new java.security.spec.ECPoint(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger()),
                parameters());
    }

    /** The curve's name in JSON Web Keys. */
    @Override
    public String toString() {
        return jwkName;
    }
}
