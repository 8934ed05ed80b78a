package io.laurel.ingress.issuance;

import io.laurel.contracts.IssuanceReply;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Messages.UnreadableMessageException;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.ReplyAddress;
import io.laurel.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands the worker's replies to the requests that wait for them. Reads this instance's own partition, from its end: what
 * was asked before this start is waited for by nobody. Ready once the end is known; no reply can be missed after that.
 */
@Component("decisions")
class Decisions implements SmartLifecycle, HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

    private final ConsumerFactory<String, byte[]> consumers;
    private final TopicPartition own;
    private final ConcurrentHashMap<UUID, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile boolean ready;
    private volatile @Nullable Thread reader;
    private volatile @Nullable Consumer<String, byte[]> consumer;

    Decisions(ConsumerFactory<String, byte[]> consumers, @Value("${laurel.instance:0}") int instance) {
        int partitions = Topics.ALL.stream()
                .filter(topic -> topic.name().equals(Topics.ISSUANCE_REPLIES))
                .findFirst()
                .orElseThrow()
                .partitions();
        if (instance < 0 || instance >= partitions) {
            throw new IllegalArgumentException("laurel.instance must be from 0 to " + (partitions - 1));
        }
        this.consumers = consumers;
        this.own = new TopicPartition(Topics.ISSUANCE_REPLIES, instance);
    }

    /** A place to wait at; close it when nobody waits any more, and a reply that comes later is ignored. */
    Waiting open() {
        var waitingHere = new Waiting(UUID.randomUUID());
        waiting.put(waitingHere.correlation, waitingHere.outcome);
        return waitingHere;
    }

    final class Waiting implements AutoCloseable {

        private final UUID correlation;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        private Waiting(UUID correlation) {
            this.correlation = correlation;
        }

        ReplyAddress address() {
            return new ReplyAddress(own.partition(), correlation);
        }

        CompletableFuture<Outcome> outcome() {
            return outcome;
        }

        @Override
        public void close() {
            waiting.remove(correlation);
        }
    }

    private void readUntilStopped() {
        while (running) {
            try (var replies = consumers.createConsumer(null, "replies", null, settings())) {
                consumer = replies;
                replies.assign(List.of(own));
                replies.seekToEnd(List.of(own));
                replies.position(own);
                ready = true;
                while (running) {
                    replies.poll(POLL).forEach(this::deliver);
                }
            } catch (WakeupException | InterruptException e) {
                LOG.debug("no longer reading replies", e);
            } catch (RuntimeException | Error e) {
                LOG.warn("replies cannot be read, trying again: {}", e.toString());
                pause();
            } finally {
                ready = false;
            }
        }
    }

    private void deliver(ConsumerRecord<String, byte[]> message) {
        try {
            var reply = Messages.read(message.value(), IssuanceReply.class);
            var waitingFor = waiting.get(reply.correlation());
            if (waitingFor != null) {
                waitingFor.complete(reply.outcome());
            }
        } catch (UnreadableMessageException e) {
            LOG.warn("a reply cannot be read", e);
        }
    }

    private static Properties settings() {
        var settings = new Properties();
        settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        return settings;
    }

    private static void pause() {
        try {
            Thread.sleep(BEFORE_NEXT_TRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        reader = Thread.ofPlatform().name("replies").daemon().unstarted(this::readUntilStopped);
        reader.start();
    }

    @Override
    public void stop() {
        running = false;
        var stopping = reader;
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        if (stopping != null) {
            stopping.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the server takes requests, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public Health health() {
        return ready ? Health.up().build() : Health.down().build();
    }
}
