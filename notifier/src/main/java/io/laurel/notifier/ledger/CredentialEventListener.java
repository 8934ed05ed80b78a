package io.laurel.notifier.ledger;

import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.ResendCredentialMail;
import io.laurel.contracts.Topics;
import io.laurel.notifier.queue.Bell;
import io.laurel.notifier.queue.Inbox;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Enters events, and wishes to be mailed again, into the ledger. Their offsets are committed after that, so that none is lost. */
@Component
class CredentialEventListener {

    private static final Logger log = LoggerFactory.getLogger(CredentialEventListener.class);

    private final NotificationLedger ledger;
    private final Inbox inbox;
    private final Bell bell;
    private final DispatchMetrics metrics;

    CredentialEventListener(NotificationLedger ledger, Inbox inbox, Bell bell, DispatchMetrics metrics) {
        this.ledger = ledger;
        this.inbox = inbox;
        this.bell = bell;
        this.metrics = metrics;
    }

    /** Nobody is mailed about anything else: a revocation, or another form of what they have. */
    @KafkaListener(id = "notifier", topics = Topics.CREDENTIAL_EVENTS)
    void onEvents(List<ConsumerRecord<String, byte[]>> records) {
        var issued = only(
                CredentialIssued.class,
                inbox.messages(records, CredentialEvent.class).toList());
        if (!issued.isEmpty()) {
            entered(issued.size(), ledger.enter(issued));
        }
    }

    @KafkaListener(id = "notifier-mails-again", topics = Topics.NOTIFIER_TASKS)
    void onTasks(List<ConsumerRecord<String, byte[]>> records) {
        var tasks = only(
                ResendCredentialMail.class,
                inbox.messages(records, NotifierTask.class).toList());
        if (!tasks.isEmpty()) {
            entered(tasks.size(), ledger.enterAgain(tasks));
        }
    }

    private void entered(int messages, NotificationLedger.Entered entered) {
        metrics.suppressed(entered.suppressed());
        if (entered.due() > 0) {
            bell.ring();
        }
        log.debug("{} messages: {} due, {} suppressed", messages, entered.due(), entered.suppressed());
    }

    private static <T> List<T> only(Class<T> kind, List<?> messages) {
        return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
