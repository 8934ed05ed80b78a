package io.laurel.worker.lms;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts how far files have come, and how they ended. */
@Component
class Watcher {

    private final MeterRegistry metrics;

    Watcher(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void reached(Point point) {
        metrics.counter("laurel.worker.lms.files", "point", point.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Counts how files ended. */
    void ended(LmsFile.State state) {
        metrics.counter("laurel.worker.lms.ended", "state", state.text()).increment();
    }
}
