package io.laurel.worker.task;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** A consumer group of its own, so that tasks and commands do not rebalance each other. */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {

    private static final long MILLISECONDS_BETWEEN_ATTEMPTS = 1000;

    @Bean
    ConcurrentKafkaListenerContainerFactory<String, byte[]> taskListenerContainerFactory(
            KafkaProperties properties, KafkaConnectionDetails connection) {
        var settings = properties.buildConsumerProperties();
        settings.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                connection.getConsumer().getBootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                6000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                1500));
        var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
        factory.setConsumerFactory(
                new DefaultKafkaConsumerFactory<>(settings, new StringDeserializer(), new ByteArrayDeserializer()));
        factory.setBatchListener(true);
        // A task is never given up: while the database is away, the batch is tried again.
        factory.setCommonErrorHandler(new DefaultErrorHandler(
                new FixedBackOff(MILLISECONDS_BETWEEN_ATTEMPTS, FixedBackOff.UNLIMITED_ATTEMPTS)));
        return factory;
    }
}
