package io.laurel.worker.lifecycle;

import io.laurel.contracts.Outcome;
import io.laurel.worker.tell.Told;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts what happened to credentials, and how late it was told that they expired. */
@Component
class LifecycleMetrics {

    private final MeterRegistry registry;
    private final Counter expired;
    private final Timer expiryDelay;

    LifecycleMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.expired = registry.counter("laurel.worker.expirations");
        this.expiryDelay = registry.timer("laurel.worker.expirations.delay");
    }

    void revocations(List<Told> told) {
        count("laurel.worker.revocations", told);
    }

    void claims(List<Told> told) {
        count("laurel.worker.claims", told);
    }

    /** The first of a batch has waited the longest. */
    void expired(int number, Duration longestDelay) {
        expired.increment(number);
        expiryDelay.record(longestDelay);
    }

    private void count(String counter, List<Told> told) {
        told.stream()
                .map(one -> kind(one.outcome()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((kind, number) ->
                        registry.counter(counter, "outcome", kind).increment(number));
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued _ -> "ISSUED";
            case Outcome.Revoked _ -> "REVOKED";
            case Outcome.Claimed _ -> "CLAIMED";
            case Outcome.Rejected rejected -> rejected.reason().name();
        };
    }
}
