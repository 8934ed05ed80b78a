package io.laurel.ingress.issuance;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Messages;
import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.Topics;
import io.laurel.web.ApiException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;

/** The way to the worker and to the notifier. What was sent is kept by the broker before this returns. */
@Component
public class CommandRoad {

    private final KafkaTemplate<String, byte[]> kafka;

    CommandRoad(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Sends all of them before it waits for the first to be kept. */
    void send(List<IssuanceCommand> commands) {
        kept(() -> commands.stream()
                .map(command -> kafka.send(Topics.ISSUANCE_COMMANDS, command.key(), Messages.write(command)))
                .toList());
    }

    /** Asks for work that takes long. */
    public void send(IssuanceTask task) {
        kept(() -> List.of(kafka.send(Topics.ISSUANCE_TASKS, task.key(), Messages.write(task))));
    }

    /** Asks the notifier for something. */
    public void send(NotifierTask task) {
        kept(() -> List.of(kafka.send(Topics.NOTIFIER_TASKS, task.key(), Messages.write(task))));
    }

    private static void kept(Supplier<List<CompletableFuture<SendResult<String, byte[]>>>> sending) {
        try {
            for (var sent : sending.get()) {
                sent.get();
            }
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
