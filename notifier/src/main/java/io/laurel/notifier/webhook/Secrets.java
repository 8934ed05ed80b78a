package io.laurel.notifier.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.SealedBox;
import io.laurel.contracts.WebhookId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The secrets that an endpoint's deliveries are signed with. */
@Repository
class Secrets {

    private final JdbcClient jdbc;
    private final SealingKeys keys;
    private final Clock clock;

    Secrets(JdbcClient jdbc, SealingKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    // Nobody compares these.
    @SuppressWarnings("ArrayRecordComponent")
    private record Sealed(UUID id, UUID key, byte[] box) {}

    /** Those that count now, the one in use first, the one that it replaced behind it for a while. */
    List<SigningSecret> of(WebhookId endpoint) {
        return jdbc
                .sql("""
                        select id, sealing_key_id, sealed
                        from webhook_secret
                        where endpoint_id = ? and (signs_until is null or signs_until > ?)
                        order by created_at desc, id desc
                        """)
                .params(endpoint.value(), Timestamp.from(clock.instant()))
                .query((row, n) -> new Sealed(
                        row.getObject("id", UUID.class),
                        row.getObject("sealing_key_id", UUID.class),
                        row.getBytes("sealed")))
                .list()
                .stream()
                .map(this::opened)
                .toList();
    }

    private SigningSecret opened(Sealed secret) {
        var plain = SealedBox.open(
                secret.box(), keys.privateKey(secret.key()), secret.id().toString());
        return new SigningSecret(new String(plain, UTF_8));
    }
}
