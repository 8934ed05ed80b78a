package io.laurel.ingress.webhook;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.SealedBox;
import io.laurel.web.ApiException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes secrets, as Standard Webhooks writes them. Each is shown once and kept sealed to the notifier's public key: nobody but
 * the notifier, which signs with it, can read it again, the ingress neither.
 */
@Component
class WebhookSecrets {

    private static final String PREFIX = "whsec_";
    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    WebhookSecrets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record SealingKey(UUID id, PublicKey key) {}

    /** A new secret of an endpoint that has none in use; within the caller's transaction. */
    String make(UUID endpoint) {
        var sealing = sealingKey();
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var secret = PREFIX + Base64.getEncoder().encodeToString(key);
        var id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                        insert into webhook_secret (id, endpoint_id, sealing_key_id, sealed, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        endpoint,
                        sealing.id(),
                        SealedBox.seal(secret.getBytes(UTF_8), sealing.key(), id.toString()),
                        parameter(clock.instant()))
                .update();
        return secret;
    }

    /** The secret in use signs until then; one that was replaced before signs no more. */
    void retire(UUID endpoint, Instant until) {
        jdbc.sql("delete from webhook_secret where endpoint_id = ? and signs_until is not null")
                .param(endpoint)
                .update();
        jdbc.sql("update webhook_secret set signs_until = ? where endpoint_id = ? and signs_until is null")
                .params(parameter(until), endpoint)
                .update();
    }

    void forget(UUID endpoint) {
        jdbc.sql("delete from webhook_secret where endpoint_id = ?")
                .param(endpoint)
                .update();
    }

    private SealingKey sealingKey() {
        return jdbc.sql("select id, public_key from webhook_sealing_key order by created_at desc limit 1")
                .query((row, n) -> new SealingKey(uuid(row, "id"), SealedBox.publicKey(row.getBytes("public_key"))))
                .optional()
                .orElseThrow(() -> ApiException.unavailable(
                        "No secret can be made before the notifier has run once. Try again in a few seconds.", null));
    }
}
