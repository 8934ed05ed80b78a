package io.laurel.worker.cohort;

import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Puts commands on the road. */
@Component
class CommandSender {

    private final KafkaTemplate<String, byte[]> kafka;
    private final Counter sent;

    CommandSender(KafkaTemplate<String, byte[]> kafka, MeterRegistry metrics) {
        this.kafka = kafka;
        this.sent = metrics.counter("laurel.worker.cohort.commands.sent");
    }

    /** Sends the commands and waits until the broker has them all. */
    void send(List<? extends IssueCredential> commands) {
        var acknowledgements = commands.stream()
                .map(command -> kafka.send(Topics.ISSUANCE_COHORT_ROWS, command.key(), Messages.write(command)))
                .toArray(CompletableFuture<?>[]::new);
        kafka.flush();
        CompletableFuture.allOf(acknowledgements).join();
        sent.increment(commands.size());
    }
}
