package io.laurel.test;

import io.laurel.embedded.KafkaBroker;
import io.laurel.embedded.KafkaTopics;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.testcontainers.kafka.KafkaContainer;

/** A broker of its own with the topics of the catalogue. */
public final class TestBroker implements AutoCloseable {

    private static final String IMAGE = "apache/kafka-native:4.2.1";

    private final String bootstrapServers;
    private final Runnable stop;

    private TestBroker(String bootstrapServers, Runnable stop) {
        this.bootstrapServers = bootstrapServers;
        this.stop = stop;
    }

    public static TestBroker start() throws IOException, ExecutionException, InterruptedException {
        var broker = DockerEngine.answers() ? container() : embedded();
        KafkaTopics.create(broker.bootstrapServers);
        return broker;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    private static TestBroker container() {
        var container = new KafkaContainer(IMAGE);
        container.start();
        return new TestBroker(container.getBootstrapServers(), container::close);
    }

    private static TestBroker embedded() throws IOException {
        var folder = TemporaryFolder.create("kafka");
        var broker = KafkaBroker.start(folder, 0);
        return new TestBroker(broker.bootstrapServers(), () -> {
            broker.close();
            TemporaryFolder.delete(folder);
        });
    }

    @Override
    public void close() {
        stop.run();
    }
}
