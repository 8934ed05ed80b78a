package io.laurel.ingress.account;

import io.laurel.contracts.Messages;
import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import io.laurel.web.ApiException;
import java.util.concurrent.ExecutionException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The way to a person's mailbox. What was sent is kept by the broker before this returns. */
@Component
public class Notices {

    private final KafkaTemplate<String, byte[]> kafka;

    Notices(KafkaTemplate<String, byte[]> kafka) {
        this.kafka = kafka;
    }

    public void send(Notice notice) {
        try {
            kafka.send(Topics.ACCOUNT_NOTICES, notice.key(), Messages.write(notice))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static ApiException away(Exception e) {
        return ApiException.unavailable("No mail can be sent at the moment. Try again in a few seconds.", e);
    }
}
