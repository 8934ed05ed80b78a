package io.laurel.notifier.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What became of deliveries, and how long those wait that could be made. */
@Component
class WebhookMetrics {

    private final Counter delivered;
    private final Counter failed;
    private final Counter postponed;
    private final AtomicLong due = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();
    private final AtomicLong stopped = new AtomicLong();

    WebhookMetrics(MeterRegistry registry) {
        delivered = deliveries(registry, "delivered");
        failed = deliveries(registry, "failed");
        postponed = deliveries(registry, "postponed");
        Gauge.builder("laurel.notifier.webhooks.due", due::get)
                .description("Deliveries that could be made now")
                .register(registry);
        Gauge.builder("laurel.notifier.webhooks.oldest.seconds", oldestSeconds::get)
                .description("How long the oldest of them has waited")
                .register(registry);
        Gauge.builder("laurel.notifier.webhooks.stopped", stopped::get)
                .description("Endpoints that are switched on and not called any more")
                .register(registry);
    }

    private static Counter deliveries(MeterRegistry registry, String outcome) {
        return Counter.builder("laurel.notifier.webhooks")
                .description("Attempts to deliver, by what they came to")
                .tag("outcome", outcome)
                .register(registry);
    }

    void settled(List<Settlement> settlements) {
        for (var settlement : settlements) {
            counter(settlement.state()).increment();
        }
    }

    private Counter counter(String state) {
        return switch (state) {
            case Settlement.DELIVERED -> delivered;
            case Settlement.FAILED -> failed;
            default -> postponed;
        };
    }

    void givenUp(int deliveries) {
        failed.increment(deliveries);
    }

    void backlog(long nowDue, long nowOldestSeconds, long nowStopped) {
        due.set(nowDue);
        oldestSeconds.set(nowOldestSeconds);
        stopped.set(nowStopped);
    }
}
