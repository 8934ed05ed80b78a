package io.laurel.notifier.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What became of notifications, how long batches take, and how long the queue is. */
@Component
class DispatchMetrics {

    private final NotificationLedger ledger;
    private final Clock clock;
    private final Counter sent;
    private final Counter failed;
    private final Counter postponed;
    private final Counter suppressed;
    private final Counter unreadable;
    private final Timer batch;
    private final AtomicLong due;
    private final AtomicLong oldestSeconds;

    DispatchMetrics(MeterRegistry registry, NotificationLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        sent = mails(registry, "sent");
        failed = mails(registry, "failed");
        postponed = mails(registry, "postponed");
        suppressed = mails(registry, "suppressed");
        unreadable = Counter.builder("laurel.notifier.events.unreadable")
                .description("Messages that are no events and were passed over")
                .register(registry);
        batch = Timer.builder("laurel.notifier.batch")
                .description("From claiming a batch of notifications to its commit")
                .publishPercentileHistogram()
                .register(registry);
        due = registry.gauge("laurel.notifier.queue.due", new AtomicLong());
        oldestSeconds = registry.gauge("laurel.notifier.queue.oldest.seconds", new AtomicLong());
    }

    private static Counter mails(MeterRegistry registry, String outcome) {
        return Counter.builder("laurel.notifier.mails")
                .description("Attempts to mail, by what they came to")
                .tag("outcome", outcome)
                .register(registry);
    }

    void entered(NotificationLedger.Entered entered) {
        suppressed.increment(entered.suppressed());
    }

    void unreadable() {
        unreadable.increment();
    }

    void settled(Batch done, Duration took) {
        batch.record(took);
        for (var settlement : done.settlements()) {
            switch (settlement) {
                case Settlement.Sent _ -> sent.increment();
                case Settlement.Failed _ -> failed.increment();
                case Settlement.Postponed _ -> postponed.increment();
            }
        }
    }

    @Scheduled(fixedDelayString = "PT10S")
    void lookAtTheQueue() {
        var queue = ledger.queue();
        due.set(queue.due());
        oldestSeconds.set(
                queue.oldest() == null
                        ? 0
                        : Math.max(
                                0,
                                Duration.between(queue.oldest(), clock.instant())
                                        .toSeconds()));
    }
}
