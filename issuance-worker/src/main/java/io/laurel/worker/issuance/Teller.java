package io.laurel.worker.issuance;

import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.IssuanceReply;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Tells the world what was recorded, and whoever waits what became of their request. */
@Component
class Teller {

    private final KafkaTemplate<String, byte[]> kafka;

    Teller(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /**
     * A command's outcome, told after it was recorded.
     *
     * @param events what happened to credentials; the same, with the same ids, however often it is told
     */
    record Told(IssueCredential command, Outcome outcome, List<CredentialEvent> events) {

        static Told rejected(IssueCredential command, Outcome.Rejected outcome) {
            return new Told(command, outcome, List.of());
        }

        static Told issued(IssueCredential command, Outcome.Issued outcome, Known.@Nullable Superseded superseded) {
            var events = new ArrayList<CredentialEvent>();
            if (superseded != null && superseded.renewedAt() != null) {
                events.add(revoked(command, superseded.id(), superseded.shortId(), superseded.renewedAt()));
            }
            events.add(new CredentialIssued(
                    CredentialIssued.eventIdOf(outcome.id()),
                    outcome.id(),
                    outcome.shortId(),
                    command.organizationId(),
                    command.badgeId(),
                    command.recipient(),
                    outcome.issuedAt(),
                    outcome.expiresAt(),
                    superseded == null
                            ? null
                            : new CredentialIssued.Superseded(superseded.id(), superseded.shortId())));
            return new Told(command, outcome, events);
        }

        private static CredentialRevoked revoked(
                IssueCredential command, CredentialId id, ShortId shortId, Instant revokedAt) {
            return new CredentialRevoked(
                    CredentialRevoked.eventIdOf(id),
                    id,
                    shortId,
                    command.organizationId(),
                    command.badgeId(),
                    command.recipient().email(),
                    revokedAt,
                    Recording.RENEWAL);
        }
    }

    /** Returns when the broker has kept everything; replies leave last, so that an answer never overtakes its events. */
    void tell(List<Told> told) {
        var sent = new ArrayList<CompletableFuture<?>>();
        for (var one : told) {
            for (var event : one.events()) {
                sent.add(kafka.send(Topics.CREDENTIAL_EVENTS, event.key(), Messages.write(event)));
            }
        }
        for (var one : told) {
            var replyTo = one.command().replyTo();
            if (replyTo != null) {
                var reply = new IssuanceReply(replyTo.correlation(), one.outcome());
                sent.add(kafka.send(new ProducerRecord<>(
                        Topics.ISSUANCE_REPLIES, replyTo.partition(), null, Messages.write(reply))));
            }
        }
        if (!sent.isEmpty()) {
            kafka.flush();
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
        }
    }
}
