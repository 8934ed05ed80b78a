package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Topics;
import io.laurel.test.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stands for the rest of the worker: everything that arrives is recorded as issued, with its tally. */
final class Decider implements AutoCloseable {

    private final JdbcClient database;
    private final String bootstrapServers;
    private final ConcurrentLinkedQueue<IssueCredential> arrived = new ConcurrentLinkedQueue<>();
    private final List<IssueCredential> waiting = new ArrayList<>();
    private final Thread thread;
    private volatile Predicate<IssueCredential> lost = command -> false;
    private volatile Predicate<IssueCredential> held = command -> false;
    private volatile boolean closed;

    Decider(JdbcClient database, TestBroker broker) {
        this.database = database;
        this.bootstrapServers = broker.bootstrapServers();
        this.thread = Thread.ofPlatform().name("decider").start(this::run);
    }

    /** Those wait, once they have arrived, until {@link #resume()}. */
    void hold(Predicate<IssueCredential> commands) {
        held = commands;
    }

    void resume() {
        held = command -> false;
    }

    /** Of those, the first arrival vanishes. */
    void lose(Predicate<IssueCredential> commands) {
        lost = commands;
    }

    /** Every command of the cohort that arrived, as often as it did. */
    List<IssueCredential> arrived(CohortId cohort) {
        return arrived.stream()
                .filter(command -> cohortOf(command).equals(cohort))
                .toList();
    }

    private void run() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.ISSUANCE_COHORT_ROWS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            while (!closed) {
                for (var message : consumer.poll(Duration.ofMillis(10))) {
                    take((IssueCredential) Messages.read(message.value(), IssuanceCommand.class));
                }
                var free = waiting.stream().filter(held.negate()).toList();
                free.stream().collect(Collectors.groupingBy(Decider::cohortOf)).forEach(this::decide);
                waiting.removeAll(Set.copyOf(free));
            }
        }
    }

    private void take(IssueCredential command) {
        var first = arrived.stream().noneMatch(command::equals);
        arrived.add(command);
        if (!first || !lost.test(command)) {
            waiting.add(command);
        }
    }

    private void decide(CohortId cohort, List<IssueCredential> commands) {
        database.sql("""
                        with decided as (
                            insert into issuance
                                (id, organization_id, badge_id, recipient_email, cohort_id, cohort_row, decided_at)
                            select id, ?, ?, 'somebody@example.com', ?, 0, now() from unnest(?) as id
                            on conflict do nothing returning 1
                        )
                        insert into cohort_tally select ?, count(*), 0, 0, 0 from decided
                        """)
                .params(
                        commands.getFirst().organizationId().value(),
                        commands.getFirst().badgeId().value(),
                        cohort.value(),
                        commands.stream().map(command -> command.id().value()).toArray(UUID[]::new),
                        cohort.value())
                .update();
    }

    static CohortId cohortOf(IssueCredential command) {
        return CommandReader.rowOf(command).cohortId();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
