package io.laurel.ingress.issuance;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.Topics;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.broker.Broker.Said;
import java.util.List;
import org.springframework.stereotype.Component;

/** The way to the worker and to the notifier. What was sent is kept by the broker before this returns. */
@Component
public class CommandRoad {

    private static final String AWAY = "The request cannot be taken at the moment. Try again in a few seconds.";

    private final Broker broker;

    CommandRoad(Broker broker) {
        this.broker = broker;
    }

    /** Sends all of them before it waits for the first to be kept. */
    void send(List<IssuanceCommand> commands) {
        broker.send(
                commands.stream()
                        .map(command -> new Said(Topics.ISSUANCE_COMMANDS, command.key(), command))
                        .toList(),
                AWAY);
    }

    /** Asks for work that takes long. */
    public void send(IssuanceTask task) {
        broker.send(List.of(new Said(Topics.ISSUANCE_TASKS, task.key(), task)), AWAY);
    }

    /** Asks the notifier for something. */
    public void send(NotifierTask task) {
        broker.send(List.of(new Said(Topics.NOTIFIER_TASKS, task.key(), task)), AWAY);
    }
}
