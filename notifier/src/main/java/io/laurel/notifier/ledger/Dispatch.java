package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.CredentialMail;
import io.laurel.notifier.mail.Delivery;
import io.laurel.notifier.mail.MailBadge;
import io.laurel.notifier.mail.MailComposer;
import io.laurel.notifier.mail.MailRoute;
import io.laurel.notifier.mail.MailServerAwayException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends due notifications, a batch per transaction: claim (rows locked, others skip them), hand each mail to the server,
 * mark all of them in one statement, commit.
 *
 * <p>The database remembers the claim no longer than the connection lives: kill the notifier, and its rows are due again
 * at once, for whoever claims next. So a kill repeats at most the mails that the server took since the last commit, one
 * batch per sender, under the same Message-IDs; no kill loses one.
 */
@Component
class Dispatch {

    private final NotificationLedger ledger;
    private final BadgeCatalogue catalogue;
    private final MailComposer composer;
    private final TransactionTemplate transaction;
    private final DispatchSettings settings;
    private final DispatchMetrics metrics;
    private final Backoff backoff;
    private final Clock clock;

    Dispatch(
            NotificationLedger ledger,
            BadgeCatalogue catalogue,
            MailComposer composer,
            TransactionTemplate transaction,
            DispatchSettings settings,
            DispatchMetrics metrics,
            RandomGenerator random,
            Clock clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.composer = composer;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
        this.backoff = new Backoff(settings.firstDelay(), settings.longestDelay(), random);
        this.clock = clock;
    }

    /**
     * Works off one batch; a batch that claimed nothing means that nothing is due.
     *
     * @param goOn asked before each mail; once it says no, the batch ends with what is sent
     */
    Batch next(MailRoute route, BooleanSupplier goOn) {
        long start = System.nanoTime();
        var batch = Objects.requireNonNull(transaction.execute(_ -> {
            var claimed = ledger.claim(settings.batch());
            var sent = send(claimed, route, goOn);
            ledger.settle(sent.settlements());
            return sent;
        }));
        if (batch.claimed() > 0) {
            metrics.settled(batch, Duration.ofNanos(System.nanoTime() - start));
        }
        return batch;
    }

    private Batch send(List<Notification> claimed, MailRoute route, BooleanSupplier goOn) {
        var badges = catalogue.badges(
                claimed.stream().map(Notification::badgeId).distinct().toList());
        var settlements = new ArrayList<Settlement>(claimed.size());
        var end = clock.instant().plus(settings.batchTime());
        for (var notification : claimed) {
            if (!goOn.getAsBoolean() || clock.instant().isAfter(end)) {
                break;
            }
            try {
                settlements.add(settlement(notification, attempt(notification, badges, route)));
            } catch (MailServerAwayException e) {
                return new Batch(claimed.size(), settlements, e);
            }
        }
        return new Batch(claimed.size(), settlements, null);
    }

    private Delivery attempt(Notification due, Map<UUID, MailBadge> badges, MailRoute route)
            throws MailServerAwayException {
        var badge = badges.get(due.badgeId());
        if (badge == null) {
            return new Delivery.Refused("there is no badge " + due.badgeId());
        }
        try {
            return route.send(composer.compose(mail(due, badge)));
        } catch (MessagingException e) {
            return new Delivery.Refused("the mail cannot be written: " + e.getMessage());
        }
    }

    private static CredentialMail mail(Notification due, MailBadge badge) {
        return new CredentialMail(
                due.eventId(),
                due.shortId(),
                due.supersedesShortId(),
                due.recipientName(),
                due.recipientEmail(),
                due.expiresAt(),
                badge);
    }

    private Settlement settlement(Notification notification, Delivery delivery) {
        int attempt = notification.attempts() + 1;
        return switch (delivery) {
            case Delivery.Accepted _ -> new Settlement.Sent(notification.eventId());
            case Delivery.Refused(var reason) -> new Settlement.Failed(notification.eventId(), reason);
            case Delivery.Deferred(var reason)
            when attempt >= settings.attempts() -> new Settlement.Failed(notification.eventId(), reason);
            case Delivery.Deferred(var reason) ->
                new Settlement.Postponed(
                        notification.eventId(), reason, clock.instant().plus(backoff.after(attempt)));
        };
    }
}
