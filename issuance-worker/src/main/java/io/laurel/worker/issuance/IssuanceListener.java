package io.laurel.worker.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Messages.UnreadableMessageException;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.Topics;
import io.laurel.worker.issuance.Decision.Reject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Hands each poll to the cycle as one batch. While the database or the broker is away the batch is repeated until they are
 * back; what fails for a reason of its own is set aside alone, in its order, so that nothing waits behind it for ever.
 */
@Component
class IssuanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(IssuanceListener.class);

    private final IssuanceCycle cycle;
    private final Recording recording;
    private final Teller teller;
    private final KafkaTemplate<String, byte[]> kafka;
    private final IssuanceMetrics metrics;
    private final Clock clock;

    IssuanceListener(
            IssuanceCycle cycle,
            Recording recording,
            Teller teller,
            KafkaTemplate<String, byte[]> kafka,
            IssuanceMetrics metrics,
            Clock clock) {
        this.cycle = cycle;
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
        var readable = new ArrayList<Received>(poll.size());
        for (var message : poll) {
            try {
                switch (Messages.read(message.value(), IssuanceCommand.class)) {
                    case IssueCredential command -> readable.add(new Received(message, command));
                }
            } catch (UnreadableMessageException e) {
                setAside(message, e);
            }
        }
        if (readable.isEmpty()) {
            return;
        }
        try {
            cycle.run(commands(readable));
        } catch (RuntimeException e) {
            if (isAway(e)) {
                throw e;
            }
            LOG.warn("a batch failed; its commands are handled one by one", e);
            oneByOne(readable);
        }
    }

    private record Received(ConsumerRecord<String, byte[]> message, IssueCredential command) {}

    private static List<IssueCredential> commands(List<Received> received) {
        return received.stream().map(Received::command).toList();
    }

    private void oneByOne(List<Received> batch) {
        for (var one : batch) {
            try {
                cycle.run(List.of(one.command()));
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    throw e;
                }
                reject(one, e);
            }
        }
    }

    /** Gives the command up: kept for an operator, and ended, so that its cohort still ends. */
    private void reject(Received received, RuntimeException reason) {
        var command = received.command();
        var outcome = new Outcome.Rejected(
                command.id(),
                Rejection.INTERNAL_ERROR,
                "The request could not be handled; it was kept for an operator.");
        recording.record(List.of(new Reject(command, outcome, true)), List.of(), clock.instant());
        setAside(received.message(), reason);
        teller.tell(List.of(Teller.Told.rejected(command, outcome)));
    }

    private void setAside(ConsumerRecord<String, byte[]> message, RuntimeException reason) {
        LOG.atError()
                .addKeyValue("partition", message.partition())
                .addKeyValue("offset", message.offset())
                .setCause(reason)
                .log("a command could not be handled and was set aside");
        var letter = new ProducerRecord<>(Topics.ISSUANCE_COMMANDS_DLT, message.key(), message.value());
        letter.headers().add("reason", reason.toString().getBytes(UTF_8));
        kafka.send(letter).join();
        metrics.deadLetter();
    }

    /** Whether the failure is of the surroundings, so that repeating helps, and not of the command. */
    private static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataIntegrityViolationException
                    || cause instanceof InvalidDataAccessResourceUsageException) {
                return false;
            }
            if (cause instanceof DataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof KafkaException) {
                return true;
            }
        }
        return false;
    }
}
