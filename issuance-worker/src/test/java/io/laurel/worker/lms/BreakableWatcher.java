package io.laurel.worker.lms;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lets a worker die where a test wants it, once. */
final class BreakableWatcher extends Watcher {

    private final AtomicReference<@Nullable Point> deadly = new AtomicReference<>();
    private Runnable lastAct = () -> {};

    BreakableWatcher(MeterRegistry metrics) {
        super(metrics);
    }

    /** No code that runs catches it in order to go on. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    void killAt(Point point) {
        killAt(point, () -> {});
    }

    /** The worker does one more thing, then it dies. */
    void killAt(Point point, Runnable act) {
        lastAct = act;
        deadly.set(point);
    }

    boolean hasKilled() {
        return deadly.get() == null;
    }

    @Override
    void reached(Point point) {
        if (deadly.compareAndSet(point, null)) {
            lastAct.run();
            throw new Killed();
        }
        super.reached(point);
    }
}
