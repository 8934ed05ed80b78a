package io.laurel.worker.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.EncodeAsJwt;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import io.laurel.openbadges.jwt.JwtSigner;
import io.laurel.worker.signing.JwtKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs the very credential that was issued, without its proof, as a JWT, and keeps it: a credential has one JWT, which never
 * changes. One that was revoked or has expired gets its JWT too, for it says where to ask and until when it held.
 */
@Component
public class Jwts {

    private static final Logger LOG = LoggerFactory.getLogger(Jwts.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JwtKeys keys;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Clock clock;
    private final Counter made;

    Jwts(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            JwtKeys keys,
            KafkaTemplate<String, byte[]> kafka,
            Clock clock,
            MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.kafka = kafka;
        this.clock = clock;
        this.made = metrics.counter("laurel.worker.jwts");
    }

    /** Makes the JWT unless there is one, and tells that there is; safe to repeat and to race. */
    public void encode(EncodeAsJwt task) {
        if (!isEncoded(task)) {
            var document = document(task);
            if (document.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("credential", task.credentialId())
                        .log("no JWT: there is no such credential, or its organization is not approved to sign");
                return;
            }
            keys.ensure(task.organizationId());
            transaction.executeWithoutResult(status -> sign(task, document.get()));
        }
        tell(task);
    }

    private boolean isEncoded(EncodeAsJwt task) {
        return jdbc.sql("select exists (select from credential_jwt where credential_id = ?)")
                .param(task.credentialId().value())
                .query(Boolean.class)
                .single();
    }

    private Optional<String> document(EncodeAsJwt task) {
        return jdbc.sql("""
                        select c.document
                        from credential c join organization o on o.id = c.organization_id
                        where c.recipient_email = ? and c.id = ? and c.organization_id = ? and o.status = 'approved'
                        """)
                .params(
                        task.recipientEmail(),
                        task.credentialId().value(),
                        task.organizationId().value())
                .query(String.class)
                .optional();
    }

    private void sign(EncodeAsJwt task, String document) {
        var key = keys.inUse(task.organizationId())
                .orElseThrow(() -> new ConcurrencyFailureException("the JWT key was retired meanwhile"));
        var jwt = JwtSigner.showing(key.pair()).sign(document.getBytes(UTF_8));
        int stored = jdbc.sql("""
                        insert into credential_jwt (credential_id, key_id, jwt, created_at) values (?, ?, ?, ?)
                        on conflict (credential_id) do nothing
                        """)
                .params(task.credentialId().value(), key.id(), jwt, Timestamp.from(clock.instant()))
                .update();
        made.increment(stored);
    }

    private void tell(EncodeAsJwt task) {
        var event = new CredentialEncoded(
                CredentialEncoded.eventIdOf(task.credentialId()),
                task.credentialId(),
                task.organizationId(),
                task.recipientEmail());
        kafka.send(Topics.CREDENTIAL_EVENTS, event.key(), Messages.write(event)).join();
    }
}
