package io.laurel.embedded;

import io.laurel.contracts.Topics;
import io.laurel.contracts.Topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Brings a broker's topics in line with the catalogue. */
public final class KafkaTopics {

    private static final Duration SEGMENT = Duration.ofHours(1);

    private KafkaTopics() {}

    /**
     * Creates the topics of {@link Topics#ALL} that are missing, sets how long each is kept, and waits until every partition has a
     * leader: producing earlier can end in endless sequence errors.
     */
    public static void create(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var existing = admin.listTopics().names().get();
            admin.createTopics(Topics.ALL.stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty()))
                            .toList())
                    .all()
                    .get();
            admin.incrementalAlterConfigs(retentions()).all().get();
            var names = Topics.ALL.stream().map(Topic::name).toList();
            while (!areLed(names, admin)) {
                Thread.sleep(20);
            }
        }
    }

    /** A message is deleted with its segment, and that no sooner than its last one may be. */
    private static Map<ConfigResource, Collection<AlterConfigOp>> retentions() {
        var settings = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (var topic : Topics.ALL) {
            if (topic.retention() != null) {
                settings.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        List.of(
                                set(TopicConfig.RETENTION_MS_CONFIG, topic.retention()),
                                set(TopicConfig.SEGMENT_MS_CONFIG, SEGMENT)));
            }
        }
        return settings;
    }

    private static AlterConfigOp set(String name, Duration time) {
        return new AlterConfigOp(new ConfigEntry(name, Long.toString(time.toMillis())), AlterConfigOp.OpType.SET);
    }

    /** A busy broker may for a while not even know of a topic that it has just created. */
    private static boolean areLed(List<String> names, Admin admin) throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .allMatch(topic -> topic.partitions().stream().allMatch(KafkaTopics::hasLeader));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        return !Optional.ofNullable(partition.leader()).orElse(Node.noNode()).isEmpty();
    }
}
