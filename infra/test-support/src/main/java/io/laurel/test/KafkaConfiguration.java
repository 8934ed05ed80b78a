package io.laurel.test;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** See {@link WithKafka}. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    TestBroker testBroker() throws IOException, ExecutionException, InterruptedException {
        return TestBroker.start();
    }

    @Bean
    TestTopics testTopics(TestBroker broker) {
        return new TestTopics(broker.bootstrapServers());
    }

    @Bean
    KafkaConnectionDetails kafkaConnectionDetails(TestBroker broker) {
        return () -> List.of(broker.bootstrapServers());
    }
}
