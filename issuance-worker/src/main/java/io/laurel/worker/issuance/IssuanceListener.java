package io.laurel.worker.issuance;

import static io.laurel.worker.failure.Failures.isAway;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.ClaimCredential;
import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Messages.UnreadableMessageException;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.RevokeCredential;
import io.laurel.contracts.Topics;
import io.laurel.worker.issuance.Decision.Reject;
import io.laurel.worker.lifecycle.Claims;
import io.laurel.worker.lifecycle.Revocations;
import io.laurel.worker.tell.Teller;
import io.laurel.worker.tell.Told;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Hands each poll to the cycle as one batch. While the database or the broker is away the batch is repeated until they are
 * back; what fails for a reason of its own is set aside alone, in its order, so that nothing waits behind it for ever.
 */
@Component
class IssuanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(IssuanceListener.class);

    private final IssuanceCycle cycle;
    private final Revocations revocations;
    private final Claims claims;
    private final Recording recording;
    private final Teller teller;
    private final KafkaTemplate<String, byte[]> kafka;
    private final IssuanceMetrics metrics;
    private final Clock clock;

    IssuanceListener(
            IssuanceCycle cycle,
            Revocations revocations,
            Claims claims,
            Recording recording,
            Teller teller,
            KafkaTemplate<String, byte[]> kafka,
            IssuanceMetrics metrics,
            Clock clock) {
        this.cycle = cycle;
        this.revocations = revocations;
        this.claims = claims;
        this.recording = recording;
        this.teller = teller;
        this.kafka = kafka;
        this.metrics = metrics;
        this.clock = clock;
    }

    @KafkaListener(
            topics = Topics.ISSUANCE_COMMANDS,
            batch = "true",
            concurrency = "${laurel.worker.concurrency:2}",
            properties = "max.poll.records=500")
    void onCommands(List<ConsumerRecord<String, byte[]>> poll) {
        handle(poll);
    }

    /**
     * The rows of cohorts have threads of their own, so that a single request does not wait until a batch of them is decided, and a
     * group of their own, so that neither rebalances the other. Their batches are smaller, for a request may wait for the locks of
     * one's reservation.
     */
    @KafkaListener(
            topics = Topics.ISSUANCE_COHORT_ROWS,
            groupId = "issuance-worker.rows",
            batch = "true",
            concurrency = "${laurel.worker.row-concurrency:2}",
            properties = "max.poll.records=250")
    void onRows(List<ConsumerRecord<String, byte[]>> poll) {
        handle(poll);
    }

    /** What cannot be read is set aside last: a poll whose commands meet a database that is away comes again, as often as it takes. */
    private void handle(List<ConsumerRecord<String, byte[]>> poll) {
        var readable = new ArrayList<Received>(poll.size());
        var unreadable = new LinkedHashMap<ConsumerRecord<String, byte[]>, UnreadableMessageException>();
        for (var message : poll) {
            try {
                readable.add(new Received(message, Messages.read(message.value(), IssuanceCommand.class)));
            } catch (UnreadableMessageException e) {
                unreadable.put(message, e);
            }
        }
        for (var batch : batches(readable)) {
            try {
                decide(batch);
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    throw e;
                }
                LOG.warn("a batch failed; its commands are handled one by one", e);
                oneByOne(batch);
            }
        }
        unreadable.forEach(this::setAside);
    }

    private record Received(ConsumerRecord<String, byte[]> message, IssuanceCommand command) {}

    /** Neighbours of one kind go together; what is of another kind waits for its turn, for their order is what was asked. */
    private static List<List<Received>> batches(List<Received> poll) {
        var batches = new ArrayList<List<Received>>();
        for (var one : poll) {
            if (batches.isEmpty() || !isOfOneKind(batches.getLast().getLast(), one)) {
                batches.add(new ArrayList<>());
            }
            batches.getLast().add(one);
        }
        return batches;
    }

    private static boolean isOfOneKind(Received one, Received other) {
        return one.command().getClass() == other.command().getClass();
    }

    private void decide(List<Received> batch) {
        switch (batch.getFirst().command()) {
            case IssueCredential _ -> cycle.run(commands(batch, IssueCredential.class));
            case RevokeCredential _ -> revocations.run(commands(batch, RevokeCredential.class));
            case ClaimCredential _ -> claims.run(commands(batch, ClaimCredential.class));
        }
    }

    private static <C extends IssuanceCommand> List<C> commands(List<Received> batch, Class<C> kind) {
        return batch.stream().map(one -> kind.cast(one.command())).toList();
    }

    private void oneByOne(List<Received> batch) {
        for (var one : batch) {
            try {
                decide(List.of(one));
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    throw e;
                }
                reject(one, e);
            }
        }
    }

    /**
     * Gives the command up: kept for an operator, and ended, so that nobody waits for it and its cohort still ends. Kept first, for
     * what has ended is not looked at again; whoever dies between the two leaves a letter too many.
     */
    private void reject(Received received, RuntimeException reason) {
        setAside(received.message(), reason);
        var outcome = new Outcome.Rejected(
                received.command().id(),
                Rejection.INTERNAL_ERROR,
                "The request could not be handled; it was kept for an operator.");
        if (received.command() instanceof IssueCredential command) {
            recording.record(List.of(new Reject(command, outcome, true)), List.of(), clock.instant());
        }
        teller.tell(List.of(Told.rejected(received.command().replyTo(), outcome)));
    }

    private void setAside(ConsumerRecord<String, byte[]> message, RuntimeException reason) {
        LOG.atError()
                .addKeyValue("topic", message.topic())
                .addKeyValue("partition", message.partition())
                .addKeyValue("offset", message.offset())
                .setCause(reason)
                .log("a command could not be handled and was set aside");
        var letter = new ProducerRecord<>(Topics.ISSUANCE_COMMANDS_DLT, message.key(), message.value());
        letter.headers().add("reason", reason.toString().getBytes(UTF_8));
        kafka.send(letter).join();
        metrics.deadLetter();
    }
}
