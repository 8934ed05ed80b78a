package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers that a delivery is known by. Signed twice: as Standard Webhooks 1.0 says, by every secret that counts; and, for
 * those who only want the body's HMAC, by the secret in use.
 */
final class Signature {

    private Signature() {}

    /** @param secrets the one in use first */
    @SuppressWarnings("MissingSummary")
    static Map<String, String> headers(String id, String type, Instant now, byte[] body, List<SigningSecret> secrets) {
        var timestamp = Long.toString(now.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-CertDirectory-Event", type);
        headers.put(
                "X-CertDirectory-Signature",
                HexFormat.of().formatHex(hmac(secrets.getFirst().text().getBytes(UTF_8), body)));
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        var signed = (id + "." + timestamp + "." + new String(body, UTF_8)).getBytes(UTF_8);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret.key(), signed)))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
