package io.laurel.notifier.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What became of mails, how long batches take, and how long the queues are. */
@Component
class DispatchMetrics {

    private static final Backlog NOTHING = new Backlog(0, null);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer batch;
    private final Map<MailQueue, AtomicReference<Backlog>> backlogs = new LinkedHashMap<>();

    DispatchMetrics(MeterRegistry registry, List<MailQueue> queues, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        batch = Timer.builder("laurel.notifier.batch")
                .description("From claiming a batch of mails to its commit")
                .publishPercentileHistogram()
                .register(registry);
        queues.forEach(this::watch);
    }

    private void watch(MailQueue queue) {
        var backlog = new AtomicReference<>(NOTHING);
        backlogs.put(queue, backlog);
        Gauge.builder("laurel.notifier.queue.due", () -> backlog.get().due())
                .tag("kind", queue.kind())
                .register(registry);
        Gauge.builder("laurel.notifier.queue.oldest.seconds", () -> ageSeconds(backlog.get()))
                .tag("kind", queue.kind())
                .register(registry);
    }

    private long ageSeconds(Backlog backlog) {
        var oldest = backlog.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
    }

    void suppressed(int mails) {
        counter(CredentialMails.KIND, "suppressed").increment(mails);
    }

    void settled(Batch done, Duration took) {
        batch.record(took);
        for (var settlement : done.settlements()) {
            counter(done.kind(), outcome(settlement)).increment();
        }
    }

    private static String outcome(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Sent _ -> "sent";
            case Settlement.Failed _ -> "failed";
            case Settlement.Postponed _ -> "postponed";
        };
    }

    private Counter counter(String kind, String outcome) {
        return Counter.builder("laurel.notifier.mails")
                .description("Attempts to mail, by what they came to")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }

    @Scheduled(fixedDelayString = "PT10S")
    void lookAtTheQueues() {
        backlogs.forEach((queue, backlog) -> backlog.set(queue.backlog()));
    }
}
