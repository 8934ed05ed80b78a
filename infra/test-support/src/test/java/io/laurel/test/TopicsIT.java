package io.laurel.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Topics;
import io.laurel.embedded.KafkaTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** A broker's topics are as the catalogue has them. */
class TopicsIT {

    private static final ConfigResource NOTICES = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ACCOUNT_NOTICES);

    @Test
    void whatLetsPeopleInIsKeptForThreeDaysAlsoWhereTheTopicWasThereBefore() throws Exception {
        try (var broker = TestBroker.start();
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().untilAsserted(() -> assertThat(retention(admin)).isEqualTo("259200000"));
            assertThat(setting(admin, NOTICES, TopicConfig.SEGMENT_MS_CONFIG)).isEqualTo("3600000");
            var other = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CREDENTIAL_EVENTS);
            assertThat(setting(admin, other, TopicConfig.RETENTION_MS_CONFIG)).isEqualTo("604800000");
            var asBefore = new AlterConfigOp(new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, ""), OpType.DELETE);
            admin.incrementalAlterConfigs(Map.of(NOTICES, List.of(asBefore)))
                    .all()
                    .get();
            await().untilAsserted(() -> assertThat(retention(admin)).isEqualTo("604800000"));

            KafkaTopics.create(broker.bootstrapServers());
            await().untilAsserted(() -> assertThat(retention(admin)).isEqualTo("259200000"));
        }
    }

    private static String retention(Admin admin) throws Exception {
        return setting(admin, NOTICES, TopicConfig.RETENTION_MS_CONFIG);
    }

    private static String setting(Admin admin, ConfigResource topic, String name) throws Exception {
        return admin.describeConfigs(List.of(topic))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .get(name)
                .value();
    }
}
