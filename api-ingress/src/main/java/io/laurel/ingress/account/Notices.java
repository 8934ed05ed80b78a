package io.laurel.ingress.account;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.broker.Broker.Said;
import java.util.List;
import org.springframework.stereotype.Component;

/** The way to a person's mailbox. What was sent is kept by the broker before this returns. */
@Component
public class Notices {

    private final Broker broker;

    Notices(Broker broker) {
        this.broker = broker;
    }

    public void send(Notice notice) {
        broker.send(
                List.of(new Said(Topics.ACCOUNT_NOTICES, notice.key(), notice)),
                "No mail can be sent at the moment. Try again in a few seconds.");
    }
}
