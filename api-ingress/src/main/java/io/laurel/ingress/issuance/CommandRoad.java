package io.laurel.ingress.issuance;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import io.laurel.web.ApiException;
import java.util.concurrent.ExecutionException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The way to the worker. What was sent is kept by the broker before this returns. */
@Component
public class CommandRoad {

    private final KafkaTemplate<String, byte[]> kafka;

    CommandRoad(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    void send(IssuanceCommand command) {
        send(Topics.ISSUANCE_COMMANDS, command.key(), command);
    }

    /** Asks for work that takes long. */
    public void send(IssuanceTask task) {
        send(Topics.ISSUANCE_TASKS, task.key(), task);
    }

    private void send(String topic, String key, Object message) {
        try {
            kafka.send(topic, key, Messages.write(message)).get();
        } catch (ExecutionException | KafkaException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static ApiException away(Exception e) {
        return ApiException.unavailable("The request cannot be taken at the moment. Try again in a few seconds.", e);
    }
}
