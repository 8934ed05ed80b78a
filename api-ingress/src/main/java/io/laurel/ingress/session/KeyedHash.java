package io.laurel.ingress.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Hashes what has too few values for a hash that anyone can compute. The key is derived from that of the sessions, which all ingresses
 * have and the database has not: whoever reads the database learns nothing by trying.
 */
@Component
public class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SessionKey key;

    KeyedHash(SessionSettings settings) {
        this.key = settings.key();
    }

    /** The HMAC-SHA256 of a text; the same text for another purpose has another. */
    public byte[] of(String purpose, String text) {
        return hmac(hmac(key.secret(), purpose), text);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
