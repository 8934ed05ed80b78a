package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.Delivery;
import io.laurel.notifier.mail.MailRoute;
import io.laurel.notifier.mail.MailServerAwayException;
import io.laurel.notifier.queue.Backoff;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends due mails, a batch per transaction: claim (rows locked, others skip them), hand each mail to the server,
 * mark all of them in one statement, commit.
 *
 * <p>The database remembers the claim no longer than the connection lives: kill the notifier, and its rows are due again
 * at once, for whoever claims next. So a kill repeats at most the mails that the server took since the last commit, one
 * batch per sender, under the same Message-IDs; no kill loses one.
 */
@Component
class Dispatch {

    private final List<MailQueue> queues;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DispatchSettings settings;
    private final DispatchMetrics metrics;
    private final Backoff backoff;
    private final Clock clock;

    /** @param queues what to look for first comes first */
    @SuppressWarnings("MissingSummary")
    Dispatch(
            List<MailQueue> queues,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            DispatchSettings settings,
            DispatchMetrics metrics,
            RandomGenerator random,
            Clock clock) {
        this.queues = List.copyOf(queues);
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
        this.backoff = new Backoff(settings.firstDelay(), settings.longestDelay(), random);
        this.clock = clock;
    }

    /**
     * Works off one batch of the first queue that has anything due; a batch that claimed nothing means that none has.
     *
     * @param goOn asked before each mail; once it says no, the batch ends with what is sent
     */
    Batch next(MailRoute route, BooleanSupplier goOn) {
        for (var queue : queues) {
            var batch = next(queue, route, goOn);
            if (batch.claimed() > 0) {
                return batch;
            }
        }
        return new Batch("", 0, List.of(), null);
    }

    private Batch next(MailQueue queue, MailRoute route, BooleanSupplier goOn) {
        long start = System.nanoTime();
        var batch = Objects.requireNonNull(transaction.execute(_ -> {
            var claimed = queue.claim(settings.batch());
            if (!claimed.isEmpty()) {
                allowSilence();
            }
            var sent = send(queue.kind(), claimed, route, goOn);
            queue.settle(sent.settlements());
            return sent;
        }));
        if (batch.claimed() > 0) {
            metrics.settled(batch, Duration.ofNanos(System.nanoTime() - start));
        }
        return batch;
    }

    /** For this transaction alone: others are to end soon when their notifier vanished. */
    private void allowSilence() {
        jdbc.queryForObject(
                "select set_config('idle_in_transaction_session_timeout', ?, true)",
                String.class,
                settings.longestSilence().toMillis() + "ms");
    }

    private Batch send(String kind, List<DueMail> claimed, MailRoute route, BooleanSupplier goOn) {
        var settlements = new ArrayList<Settlement>(claimed.size());
        var end = clock.instant().plus(settings.batchTime());
        for (var mail : claimed) {
            if (!goOn.getAsBoolean() || clock.instant().isAfter(end)) {
                break;
            }
            try {
                settlements.add(settlement(mail, attempt(mail, route)));
            } catch (MailServerAwayException e) {
                return new Batch(kind, claimed.size(), settlements, e);
            } catch (RuntimeException | Error e) {
                // Thrown on, it would roll back what was sent before it, and send that again.
                settlements.add(settlement(
                        mail, new Delivery.Deferred("not sent: " + e.getClass().getSimpleName())));
                return new Batch(
                        kind, claimed.size(), settlements, new IllegalStateException("A mail cannot be sent now", e));
            }
        }
        return new Batch(kind, claimed.size(), settlements, null);
    }

    private static Delivery attempt(DueMail due, MailRoute route) throws MailServerAwayException {
        try {
            return route.send(due.writing().write());
        } catch (MessagingException e) {
            return new Delivery.Refused("the mail cannot be written: " + e.getMessage());
        }
    }

    private Settlement settlement(DueMail mail, Delivery delivery) {
        int attempt = mail.attempts() + 1;
        return switch (delivery) {
            case Delivery.Accepted _ -> new Settlement.Sent(mail.id());
            case Delivery.Refused(var reason) -> new Settlement.Failed(mail.id(), reason);
            case Delivery.Deferred(var reason)
            when attempt >= settings.attempts() -> new Settlement.Failed(mail.id(), reason);
            case Delivery.Deferred(var reason) ->
                new Settlement.Postponed(mail.id(), reason, clock.instant().plus(backoff.after(attempt)));
        };
    }
}
