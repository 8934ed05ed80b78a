package io.laurel.notifier.ledger;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import io.laurel.notifier.queue.Bell;
import io.laurel.notifier.queue.Inbox;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Enters notices into their ledger. Their offsets are committed after that, so that none is told to nobody. */
@Component
class AccountNoticeListener {

    private final AccountMails mails;
    private final Inbox inbox;
    private final Bell bell;

    AccountNoticeListener(AccountMails mails, Inbox inbox, Bell bell) {
        this.mails = mails;
        this.inbox = inbox;
        this.bell = bell;
    }

    @KafkaListener(id = "notifier-notices", topics = Topics.ACCOUNT_NOTICES)
    void onNotices(List<ConsumerRecord<String, byte[]>> records) {
        var notices = inbox.messages(records, Notice.class).toList();
        if (!notices.isEmpty() && mails.enter(notices) > 0) {
            bell.ring();
        }
    }
}
