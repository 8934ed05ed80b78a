package io.laurel.ingress.broker;

import io.laurel.contracts.Messages;
import io.laurel.web.ApiException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Says things to other services. What was said is kept by the broker when this returns. */
@Component
public class Broker {

    private final KafkaTemplate<String, byte[]> kafka;

    Broker(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** A message and its key, which says what it is in order with. */
    public record Said(String topic, String key, Object message) {}

    /**
     * Sends all of them before it waits for the first to be kept.
     *
     * @param otherwise what a person is told when the broker is away
     */
    public void send(List<Said> messages, String otherwise) {
        try {
            var sending = messages.stream()
                    .map(said -> kafka.send(said.topic(), said.key(), Messages.write(said.message())))
                    .toList();
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
