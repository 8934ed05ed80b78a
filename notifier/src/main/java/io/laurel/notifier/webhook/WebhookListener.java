package io.laurel.notifier.webhook;

import io.laurel.contracts.CohortEvent;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.ResendCredentialMail;
import io.laurel.contracts.ResendDelivery;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.Topics;
import io.laurel.notifier.queue.Bell;
import io.laurel.notifier.queue.Inbox;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Enters what happened for whoever subscribes to it; in groups of its own, so that mails do not wait for webhooks. Offsets are
 * committed after that, so that nothing is lost.
 */
@Component
class WebhookListener {

    private final Inbox inbox;
    private final Telling telling;
    private final Deliveries deliveries;
    private final Bell bell;

    WebhookListener(Inbox inbox, Telling telling, Deliveries deliveries, Bell bell) {
        this.inbox = inbox;
        this.telling = telling;
        this.deliveries = deliveries;
        this.bell = bell;
    }

    @KafkaListener(id = "notifier-webhooks", topics = Topics.CREDENTIAL_EVENTS)
    void onCredentialEvents(List<ConsumerRecord<String, byte[]>> records) {
        var events = inbox.messages(records, CredentialEvent.class).toList();
        var listening = deliveries.listening(
                events.stream().map(CredentialEvent::organizationId).toList());
        enter(events.stream()
                .filter(event -> listening.contains(event.organizationId()))
                .flatMap(event -> telling.of(event).stream())
                .toList());
    }

    @KafkaListener(id = "notifier-webhooks-cohorts", topics = Topics.COHORT_EVENTS)
    void onCohortEvents(List<ConsumerRecord<String, byte[]>> records) {
        enter(inbox.messages(records, CohortEvent.class).map(telling::of).toList());
    }

    @KafkaListener(id = "notifier-webhooks-tasks", topics = Topics.NOTIFIER_TASKS)
    void onTasks(List<ConsumerRecord<String, byte[]>> records) {
        // Asked for by hand, one at a time: no batch is worth its code.
        long due = inbox.messages(records, NotifierTask.class)
                .mapToInt(task -> switch (task) {
                    case SendTestEvent test -> deliveries.enterTest(test, telling.of(test));
                    case ResendDelivery resend -> deliveries.resend(resend);
                    case ResendCredentialMail _ -> 0;
                })
                .sum();
        if (due > 0) {
            bell.ring();
        }
    }

    private void enter(List<WebhookEvent> events) {
        if (!events.isEmpty() && deliveries.enter(events) > 0) {
            bell.ring();
        }
    }
}
