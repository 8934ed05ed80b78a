package io.laurel.worker.issuance;

import io.laurel.contracts.Outcome;
import io.laurel.worker.tell.Told;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the cycle shows of itself: outcomes by kind, batch sizes, and the time of each step. */
@Component
class IssuanceMetrics {

    private final MeterRegistry registry;
    private final DistributionSummary batch;

    IssuanceMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batch = DistributionSummary.builder("laurel.worker.batch").register(registry);
    }

    void time(String step, Runnable work) {
        registry.timer("laurel.worker.step", "step", step).record(work);
    }

    <T> T time(String step, Supplier<T> work) {
        var timer = registry.timer("laurel.worker.step", "step", step);
        long start = registry.config().clock().monotonicTime();
        try {
            return work.get();
        } finally {
            timer.record(registry.config().clock().monotonicTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    void decided(List<Told> told) {
        batch.record(told.size());
        told.stream()
                .collect(Collectors.groupingBy(one -> kind(one.outcome()), Collectors.counting()))
                .forEach((kind, count) -> registry.counter("laurel.worker.decided", "outcome", kind)
                        .increment(count));
    }

    void deadLetter() {
        registry.counter("laurel.worker.dead-letters").increment();
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued issued -> issued.supersession().name();
            case Outcome.Rejected rejected -> rejected.reason().name();
            case Outcome.Revoked _ -> "REVOKED";
            case Outcome.Claimed _ -> "CLAIMED";
        };
    }
}
