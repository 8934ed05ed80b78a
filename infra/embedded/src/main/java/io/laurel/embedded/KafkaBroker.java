package io.laurel.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker that is its own controller (KRaft), in this process, with its data in a folder. */
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final String FORMATTED = "meta.properties";

    private final KafkaRaftServer server;
    private final int port;

    private KafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker; the folder is formatted first where it is empty.
     *
     * @param data keeps the topics and the offsets, also when the process is killed
     * @param port 0 for any free one
     * @throws IOException when the folder cannot be formatted
     */
    public static KafkaBroker start(Path data, int port) throws IOException {
        int broker = port == 0 ? freePort() : port;
        int controller = freePort();
        if (!Files.exists(data.resolve(FORMATTED))) {
            format(data);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings(data, broker, controller)), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, broker);
    }

    /**
     * Runs a broker until its process is told to end.
     *
     * @param arguments the folder of its data, and its port
     */
    public static void main(String[] arguments) throws IOException {
        var broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    private static void format(Path data) throws IOException {
        Files.createDirectories(data);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker's folder cannot be formatted: " + data, e);
        }
    }

    private static Properties settings(Path data, int broker, int controller) {
        var settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@localhost:" + controller),
                Map.entry("listeners", "BROKER://localhost:%d,CONTROLLER://localhost:%d".formatted(broker, controller)),
                Map.entry("advertised.listeners", "BROKER://localhost:" + broker),
                Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "BROKER"),
                Map.entry("log.dirs", data.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A killed process is noticed, and its work taken over, within seconds.
                Map.entry("broker.session.timeout.ms", "2000"),
                Map.entry("broker.heartbeat.interval.ms", "500")));
        return settings;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
