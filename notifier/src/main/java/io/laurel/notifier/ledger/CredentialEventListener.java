package io.laurel.notifier.ledger;

import io.laurel.contracts.CredentialClaimed;
import io.laurel.contracts.CredentialEncoded;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialExpired;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Enters events into the ledger. Their offsets are committed after that, so that none is told to nobody. */
@Component
class CredentialEventListener {

    private static final Logger log = LoggerFactory.getLogger(CredentialEventListener.class);

    private final NotificationLedger ledger;
    private final Bell bell;
    private final DispatchMetrics metrics;

    CredentialEventListener(NotificationLedger ledger, Bell bell, DispatchMetrics metrics) {
        this.ledger = ledger;
        this.bell = bell;
        this.metrics = metrics;
    }

    @KafkaListener(id = "notifier", topics = Topics.CREDENTIAL_EVENTS)
    void onEvents(List<ConsumerRecord<String, byte[]>> records) {
        var issued = records.stream()
                .flatMap(record -> event(record).stream())
                .flatMap(CredentialEventListener::worthAMail)
                .toList();
        if (issued.isEmpty()) {
            return;
        }
        var entered = ledger.enter(issued);
        metrics.entered(entered);
        if (entered.due() > 0) {
            bell.ring();
        }
        log.debug("{} events: {} due, {} suppressed", issued.size(), entered.due(), entered.suppressed());
    }

    /** Nobody is mailed about a revocation, an end, what they did themselves, or another form of what they have. */
    private static Stream<CredentialIssued> worthAMail(CredentialEvent event) {
        return switch (event) {
            case CredentialIssued issued -> Stream.of(issued);
            case CredentialRevoked _, CredentialEncoded _, CredentialClaimed _, CredentialExpired _ -> Stream.empty();
        };
    }

    /** What is not an event never will be: it must not keep the events behind it waiting. */
    private Optional<CredentialEvent> event(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Messages.read(record.value(), CredentialEvent.class));
        } catch (Messages.UnreadableMessageException e) {
            metrics.unreadable();
            log.error("passed over {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
            return Optional.empty();
        }
    }
}
