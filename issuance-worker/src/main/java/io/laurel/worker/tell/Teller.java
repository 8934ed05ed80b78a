package io.laurel.worker.tell;

import io.laurel.contracts.CohortEvent;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.IssuanceReply;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Tells the world what was recorded, and whoever waits what became of their request. Returns when the broker has kept it all. */
@Component
public class Teller {

    private final KafkaTemplate<String, byte[]> kafka;

    Teller(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Replies leave last, so that an answer never overtakes its events. */
    public void tell(List<Told> told) {
        var events = told.stream().flatMap(one -> one.events().stream()).map(Teller::message);
        var replies = told.stream().flatMap(Teller::reply);
        send(Stream.concat(events, replies));
    }

    public void tellEvents(Collection<? extends CredentialEvent> events) {
        send(events.stream().map(Teller::message));
    }

    public void tellEnds(Collection<? extends CohortEvent> events) {
        send(events.stream()
                .map(event -> new ProducerRecord<>(Topics.COHORT_EVENTS, event.key(), Messages.write(event))));
    }

    private static ProducerRecord<String, byte[]> message(CredentialEvent event) {
        return new ProducerRecord<>(Topics.CREDENTIAL_EVENTS, event.key(), Messages.write(event));
    }

    private static Stream<ProducerRecord<@Nullable String, byte[]>> reply(Told told) {
        var replyTo = told.replyTo();
        if (replyTo == null) {
            return Stream.empty();
        }
        var reply = new IssuanceReply(replyTo.correlation(), told.outcome());
        return Stream.of(
                new ProducerRecord<>(Topics.ISSUANCE_REPLIES, replyTo.partition(), null, Messages.write(reply)));
    }

    private void send(Stream<? extends ProducerRecord<String, byte[]>> messages) {
        var sent = messages.map(kafka::send).toArray(CompletableFuture<?>[]::new);
        if (sent.length > 0) {
            kafka.flush();
            CompletableFuture.allOf(sent).join();
        }
    }
}
