package io.laurel.notifier.queue;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Wakes those who send when there is something to send; rung between a look and the wait after it, it is not missed. */
@Component
public class Bell {

    private final Phaser rings = new Phaser(1);

    public void ring() {
        rings.arrive();
    }

    /** How often it has rung: to be asked before one looks for work, and handed to {@link #awaitRingAfter}. */
    public int rung() {
        return rings.getPhase();
    }

    public void awaitRingAfter(int rung, Duration atMost) throws InterruptedException {
        try {
            rings.awaitAdvanceInterruptibly(rung, atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Nobody rang; what became due by time alone is looked for now.
        }
    }
}
