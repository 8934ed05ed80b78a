package io.laurel.ingress.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Base64;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.util.BigIntegers;

/** The P-256 key that signs session tokens, made from 32 random bytes. It is never shown. */
public final class SessionKey {

    private static final int BYTES = 32;

    private final ECKey key;

    private SessionKey(ECKey key) {
        this.key = key;
    }

    /** Reads the setting; named {@code valueOf} so that Spring's binder finds it. */
    public static SessionKey valueOf(String base64) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("laurel.session.key: not base64");
        }
        var number = new BigInteger(1, secret);
        var curve = CustomNamedCurves.getByName("secp256r1");
        if (secret.length != BYTES || number.signum() == 0 || number.compareTo(curve.getN()) >= 0) {
            throw new IllegalArgumentException("laurel.session.key: 32 random bytes in base64 are wanted");
        }
        var point = curve.getG().multiply(number).normalize();
        try {
            return new SessionKey(new ECKey.Builder(
                            Curve.P_256,
                            coordinate(point.getAffineXCoord().toBigInteger()),
                            coordinate(point.getAffineYCoord().toBigInteger()))
                    .d(coordinate(number))
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint()
                    .build());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Base64URL coordinate(BigInteger number) {
        return Base64URL.encode(BigIntegers.asUnsignedByteArray(BYTES, number));
    }

    ECKey jwk() {
        return key;
    }

    /** For keys that are derived from this one. */
    byte[] secret() {
        return key.getD().decode();
    }

    /** The public key's thumbprint (RFC 7638). */
    String id() {
        return key.getKeyID();
    }

    @Override
    public String toString() {
        return "SessionKey[" + id() + "]";
    }
}
