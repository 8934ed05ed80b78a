package io.laurel.ingress;

import io.laurel.contracts.ClaimCredential;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssuanceReply;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ReplyAddress;
import io.laurel.contracts.RevokeCredential;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Supersession;
import io.laurel.contracts.Topics;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Decides like the worker, by the recipient's address: {@code reject.over_quota@…} is rejected for that reason,
 * {@code silent…@…} is not answered, anyone else gets a credential, once for each request id.
 */
final class TestWorker implements AutoCloseable {

    static final Instant ISSUED_AT = Instant.parse("2026-01-15T10:00:00.120Z");

    private final TestDatabase database;
    private final KafkaConsumer<String, byte[]> commands;
    private final KafkaProducer<String, byte[]> replies;
    private final Thread thread;
    private final List<IssueCredential> seen = new ArrayList<>();
    private volatile boolean running = true;
    private int number;

    TestWorker(TestBroker broker, TestDatabase database) {
        this.database = database;
        var servers = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "0");
        this.replies = new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer());
        this.commands = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name("test-worker").daemon().start(this::work);
    }

    List<IssueCredential> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    private void work() {
        var partitions = commands.partitionsFor(Topics.ISSUANCE_COMMANDS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        commands.assign(partitions);
        commands.seekToBeginning(partitions);
        while (running) {
            commands.poll(Duration.ofMillis(100)).forEach(this::decide);
        }
        commands.close();
    }

    private void decide(ConsumerRecord<String, byte[]> message) {
        switch (Messages.read(message.value(), IssuanceCommand.class)) {
            case IssueCredential issue -> decide(issue);
            case RevokeCredential revoke -> {
                if (!revoke.recipientEmail().startsWith("silent")) {
                    reply(revoke.replyTo(), revoke(revoke));
                }
            }
            case ClaimCredential claim -> reply(claim.replyTo(), claim(claim));
        }
    }

    private void decide(IssueCredential command) {
        synchronized (seen) {
            seen.add(command);
        }
        String who = command.recipient().email();
        if (who.startsWith("silent")) {
            return;
        }
        var outcome = who.startsWith("reject.") ? reject(command, who) : issue(command);
        reply(command.replyTo(), outcome);
    }

    private void reply(@Nullable ReplyAddress to, Outcome outcome) {
        if (to != null) {
            var reply = new IssuanceReply(to.correlation(), outcome);
            var _ = replies.send(
                    new ProducerRecord<>(Topics.ISSUANCE_REPLIES, to.partition(), null, Messages.write(reply)));
        }
    }

    /** As the worker does: the request that revoked it may come again, another one comes too late. */
    private Outcome revoke(RevokeCredential command) {
        database.owner()
                .sql("""
                        update credential
                        set revoked_at = now(), revocation_reason = :reason, revocation_request = :request
                        where id = :id and organization_id = :organization and revoked_at is null
                        """)
                .param("reason", command.reason())
                .param("request", command.requestId())
                .param("id", command.id().value())
                .param("organization", command.organizationId().value())
                .update();
        return database.owner()
                .sql("select short_id, revoked_at, revocation_request from credential where id = ?")
                .param(command.id().value())
                .query((row, n) -> command.requestId().equals(row.getObject("revocation_request", UUID.class))
                        ? new Outcome.Revoked(
                                command.id(),
                                new ShortId(row.getString("short_id")),
                                row.getTimestamp("revoked_at").toInstant())
                        : new Outcome.Rejected(command.id(), Rejection.ALREADY_REVOKED, "It was revoked before."))
                .single();
    }

    /** As the worker does: once, by one request. */
    private Outcome claim(ClaimCredential command) {
        int claimed = database.owner()
                .sql("update credential set claimed_at = now() where id = ? and claimed_at is null")
                .param(command.id().value())
                .update();
        return claimed == 1
                ? new Outcome.Claimed(command.id(), new ShortId("CRD-CLAIMED0"), ISSUED_AT)
                : new Outcome.Rejected(command.id(), Rejection.ALREADY_CLAIMED, "It was claimed before.");
    }

    private Outcome reject(IssueCredential command, String who) {
        var reason = Rejection.valueOf(
                who.substring("reject.".length(), who.indexOf('@')).toUpperCase(Locale.ROOT));
        var rejected = new Outcome.Rejected(command.id(), reason, "Rejected: " + reason);
        record(command, null, reason.name(), rejected.message());
        return rejected;
    }

    private Outcome issue(IssueCredential command) {
        var shortId = new ShortId("CRD-%08d".formatted(++number));
        record(command, "NEW", null, null);
        credential(command, shortId);
        return new Outcome.Issued(command.id(), shortId, ISSUED_AT, null, Supersession.NEW, (CredentialId) null);
    }

    private void record(
            IssueCredential command,
            @Nullable String supersession,
            @Nullable String rejection,
            @Nullable String message) {
        database.owner()
                .sql("""
                        insert into issuance (id, organization_id, badge_id, recipient_email, fingerprint, supersession,
                            rejection, message, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, now()) on conflict do nothing
                        """)
                .param(command.id().value())
                .param(command.organizationId().value())
                .param(command.badgeId().value())
                .param(command.recipient().email())
                .param(command.fingerprint())
                .param(supersession)
                .param(rejection)
                .param(message)
                .update();
    }

    private void credential(IssueCredential command, ShortId shortId) {
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, status_list, status_index, document)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?) on conflict do nothing
                        """)
                .params(
                        command.id().value(),
                        shortId.value(),
                        command.organizationId().value(),
                        command.badgeId().value(),
                        command.recipient().name(),
                        command.recipient().email(),
                        command.isPublic(),
                        ISSUED_AT.atOffset(ZoneOffset.UTC),
                        "{\"id\":\"urn:uuid:" + command.id() + "\"}")
                .update();
    }

    @Override
    public void close() {
        running = false;
        join();
        replies.close();
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
