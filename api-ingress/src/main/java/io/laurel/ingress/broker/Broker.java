package io.laurel.ingress.broker;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Notice;
import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.Topics;
import io.laurel.web.ApiException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The way to the other services. What was sent is kept by the broker before this returns. */
@Component
public class Broker {

    private static final String NO_REQUEST = "The request cannot be taken at the moment. Try again in a few seconds.";
    private static final String NO_MAIL = "No mail can be sent at the moment. Try again in a few seconds.";

    private final KafkaTemplate<String, byte[]> kafka;

    Broker(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Asks the worker to issue, to revoke and the like. Sends all of them before it waits for the first to be kept. */
    public void send(List<IssuanceCommand> commands) {
        send(
                commands.stream()
                        .map(command -> message(Topics.ISSUANCE_COMMANDS, command.key(), command))
                        .toList(),
                NO_REQUEST);
    }

    /** Asks the worker for what takes long. */
    public void send(IssuanceTask task) {
        send(List.of(message(Topics.ISSUANCE_TASKS, task.key(), task)), NO_REQUEST);
    }

    /** Asks the notifier for something. */
    public void send(NotifierTask task) {
        send(List.of(message(Topics.NOTIFIER_TASKS, task.key(), task)), NO_REQUEST);
    }

    /** Has a mail sent to somebody who has, or is about to have, an account. */
    public void send(Notice notice) {
        send(List.of(message(Topics.ACCOUNT_NOTICES, notice.key(), notice)), NO_MAIL);
    }

    private static ProducerRecord<String, byte[]> message(String topic, String key, Object content) {
        return new ProducerRecord<>(topic, key, Messages.write(content));
    }

    private void send(List<ProducerRecord<String, byte[]>> messages, String otherwise) {
        try {
            var sending = messages.stream().map(kafka::send).toList();
            for (var sent : sending) {
                sent.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw ApiException.unavailable(otherwise, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable(otherwise, e);
        }
    }
}
