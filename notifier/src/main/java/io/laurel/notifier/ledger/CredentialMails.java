package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.CredentialMail;
import io.laurel.notifier.mail.MailBadge;
import io.laurel.notifier.mail.MailComposer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The mails about credentials. A cohort's come by the thousand, so those to accounts go first. */
@Component
@Order(2)
class CredentialMails implements MailQueue {

    static final String KIND = "credential";

    private final NotificationLedger ledger;
    private final BadgeCatalogue catalogue;
    private final MailComposer composer;

    CredentialMails(NotificationLedger ledger, BadgeCatalogue catalogue, MailComposer composer) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.composer = composer;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<DueMail> claim(int most) {
        var claimed = ledger.claim(most);
        var badges =
                catalogue.badges(claimed.stream().map(Notification::badgeId).toList());
        return claimed.stream()
                .map(due -> new DueMail(due.eventId(), due.attempts(), () -> write(due, badges.get(due.badgeId()))))
                .toList();
    }

    private MimeMessage write(Notification due, @Nullable MailBadge badge) throws MessagingException {
        if (badge == null) {
            throw new MessagingException("there is no badge " + due.badgeId());
        }
        return composer.compose(new CredentialMail(
                due.eventId(),
                due.shortId(),
                due.supersedesShortId(),
                due.recipientName(),
                due.recipientEmail(),
                due.expiresAt(),
                badge));
    }

    @Override
    public void settle(List<Settlement> settlements) {
        ledger.settle(settlements);
    }

    @Override
    public Backlog backlog() {
        return ledger.backlog();
    }
}
