package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.SealedBox;
import io.laurel.contracts.WebhookId;
import io.laurel.test.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions as the ingress would write them, and what became of deliveries. */
final class GivenWebhooks {

    static final List<String> ALL = List.of(
            "credential.issued",
            "credential.claimed",
            "credential.revoked",
            "credential.expired",
            "credential.renewed",
            "bulk_issuance.completed");

    private static final Random RANDOM = new Random(7);

    private final JdbcClient owner;

    GivenWebhooks(TestDatabase database) {
        this.owner = database.owner();
    }

    /** An endpoint and the secret that its owner knows. */
    record Given(WebhookId id, String secret) {}

    Given endpoint(OrganizationId organization, String url, Instant createdAt, String... events) {
        var id = WebhookId.random();
        owner.sql("""
                        insert into webhook_endpoint (id, organization_id, url, events, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        id.value(),
                        organization.value(),
                        url,
                        events.length == 0 ? ALL.toArray(String[]::new) : events,
                        Timestamp.from(createdAt))
                .update();
        return new Given(id, secret(id, createdAt));
    }

    /** A new secret in use. */
    String secret(WebhookId endpoint, Instant createdAt) {
        var key = new byte[32];
        RANDOM.nextBytes(key);
        var secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        var id = UUID.randomUUID();
        var sealing = owner.sql("select id, public_key from webhook_sealing_key")
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getBytes(2)))
                .single();
        owner.sql("""
                        insert into webhook_secret (id, endpoint_id, sealing_key_id, sealed, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        endpoint.value(),
                        sealing.getKey(),
                        SealedBox.seal(secret.getBytes(UTF_8), SealedBox.publicKey(sealing.getValue()), id.toString()),
                        Timestamp.from(createdAt))
                .update();
        return secret;
    }

    /** The secret in use goes on signing until then, and no longer. */
    void replaced(WebhookId endpoint, Instant until) {
        owner.sql("update webhook_secret set signs_until = ? where endpoint_id = ? and signs_until is null")
                .params(Timestamp.from(until), endpoint.value())
                .update();
    }

    /** How many deliveries of an endpoint are in each state. */
    Map<String, Long> states(WebhookId endpoint) {
        return owner
                .sql("select state, count(*) from webhook_delivery where endpoint_id = ? group by state")
                .param(endpoint.value())
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    String delivery(WebhookId endpoint, String column) {
        return owner.sql("select coalesce(" + column + "::text, '') from webhook_delivery where endpoint_id = ?")
                .param(endpoint.value())
                .query(String.class)
                .single();
    }

    Instant nextAttempt(WebhookId endpoint) {
        return owner.sql("select min(next_attempt_at) from webhook_delivery where endpoint_id = ?")
                .param(endpoint.value())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    String standing(WebhookId endpoint) {
        return owner.sql("""
                        select failures || coalesce(' ' || stopped_because, '')
                            || case when paused_until is null then '' else ' paused' end
                        from webhook_standing where endpoint_id = ?
                        """)
                .param(endpoint.value())
                .query(String.class)
                .optional()
                .orElse("");
    }
}
