package io.laurel.notifier.queue;

import io.laurel.contracts.Messages;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what topics carry. What is not a message never will be: it must not keep those behind it waiting. */
@Component
public class Inbox {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Counter unreadable;

    Inbox(MeterRegistry registry) {
        unreadable = Counter.builder("laurel.notifier.events.unreadable")
                .description("Messages that could not be read and were passed over")
                .register(registry);
    }

    /** The messages of a batch that can be read. */
    public <T> Stream<T> messages(List<ConsumerRecord<String, byte[]>> records, Class<T> type) {
        return records.stream().flatMap(record -> message(record, type));
    }

    private <T> Stream<T> message(ConsumerRecord<String, byte[]> record, Class<T> type) {
        try {
            return Stream.of(Messages.read(record.value(), type));
        } catch (Messages.UnreadableMessageException e) {
            unreadable.increment();
            // Without what the parser says: it quotes from the message, which may hold a secret.
            log.error(
                    "passed over {}-{}@{}: not a {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    type.getSimpleName());
            return Stream.empty();
        }
    }
}
