package io.laurel.notifier.ledger;

import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Topics;
import io.laurel.notifier.NotifierApplication;
import io.laurel.persistence.Schema;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaListener;

@SpringBootTest(
        classes = NotifierApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "laurel.notifier.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
@WithPostgres(Schema.Role.NOTIFIER)
@WithKafka
@Import(ListenerErrorIT.Overflowing.class)
class ListenerErrorIT {

    @Autowired
    private TestTopics topics;

    @Autowired
    private Overflowing listener;

    @TestConfiguration
    static class Overflowing {

        private final AtomicInteger offered = new AtomicInteger();

        @KafkaListener(id = "overflowing", topics = Topics.CREDENTIAL_EVENTS)
        void onEvents(List<ConsumerRecord<String, byte[]>> records) {
            if (offered.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
        }
    }

    @Test
    void whatAnErrorBrokeOffIsOfferedAgain() {
        topics.sendBytes(Topics.CREDENTIAL_EVENTS, null, new byte[0]);

        await().atMost(Duration.ofSeconds(30)).until(() -> listener.offered.get() > 1);
    }
}
