package io.laurel.ingress.deadletter;

import io.laurel.contracts.Topics;
import io.laurel.web.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads the topic of commands that were given up, where they are kept; nothing is copied anywhere. */
@Component
class DeadLetters {

    private static final TopicPartition LETTERS = new TopicPartition(Topics.ISSUANCE_COMMANDS_DLT, 0);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final ConsumerFactory<String, byte[]> consumers;

    DeadLetters(ConsumerFactory<String, byte[]> consumers) {
        this.consumers = consumers;
    }

    /**
     * Those from an offset on, in their order, as far as the topic still holds them.
     *
     * @param skipped how many of them to pass over
     */
    List<DeadLetter> from(long offset, long skipped, int limit) {
        try (var consumer = consumers.createConsumer(null, "dead-letters", null, settings())) {
            consumer.assign(List.of(LETTERS));
            long first = consumer.beginningOffsets(List.of(LETTERS), LONGEST).getOrDefault(LETTERS, 0L);
            long end = consumer.endOffsets(List.of(LETTERS), LONGEST).getOrDefault(LETTERS, 0L);
            consumer.seek(LETTERS, Math.max(offset, first) + Math.min(skipped, end));
            return read(consumer, end, limit);
        } catch (KafkaException e) {
            throw ApiException.unavailable("The dead letters cannot be read at the moment.", e);
        }
    }

    Optional<DeadLetter> find(long offset) {
        return from(offset, 0, 1).stream()
                .filter(letter -> letter.offset() == offset)
                .findFirst();
    }

    private static List<DeadLetter> read(Consumer<String, byte[]> consumer, long end, int limit) {
        var letters = new ArrayList<DeadLetter>();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (letters.size() < limit && consumer.position(LETTERS) < end && System.nanoTime() < deadline) {
            for (var message : consumer.poll(Duration.ofMillis(500))) {
                if (letters.size() < limit) {
                    letters.add(DeadLetter.of(message));
                }
            }
        }
        return letters;
    }

    private static Properties settings() {
        var settings = new Properties();
        settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }
}
