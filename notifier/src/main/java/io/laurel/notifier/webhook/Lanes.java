package io.laurel.notifier.webhook;

import io.laurel.contracts.WebhookId;
import io.laurel.notifier.queue.Bell;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives each endpoint that something is due for a lane of its own: one that is slow or gone holds up nobody else. When all
 * lanes are taken, turns are short and who waits longest comes next.
 */
@Component
class Lanes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final Endpoints endpoints;
    private final Turn turn;
    private final SealingKeys keys;
    private final Bell bell;
    private final WebhookSettings settings;
    private final Set<WebhookId> taken = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private @Nullable Thread watch;

    Lanes(Endpoints endpoints, Turn turn, SealingKeys keys, Bell bell, WebhookSettings settings) {
        this.endpoints = endpoints;
        this.turn = turn;
        this.keys = keys;
        this.bell = bell;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        running = true;
        watch = Thread.ofPlatform().name("webhooks").daemon().start(this::run);
    }

    /** Lets each call in flight end and writes down what came of it. */
    @Override
    public synchronized void stop() {
        running = false;
        bell.ring();
        if (watch != null) {
            try {
                watch.join(settings.within().plusSeconds(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            watch = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean ready = false;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (running) {
                int rung = bell.rung();
                var pause = settings.poll();
                try {
                    if (!ready) {
                        keys.makeUnlessThere();
                        ready = true;
                    }
                    assign(threads);
                } catch (RuntimeException | Error e) {
                    log.warn("nothing can be delivered to webhooks at the moment", e);
                    pause = AFTER_A_FAILURE;
                }
                bell.awaitRingAfter(rung, pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assign(ExecutorService threads) {
        int free = settings.lanes() - taken.size();
        if (free <= 0) {
            return;
        }
        for (var endpoint : endpoints.due(Set.copyOf(taken), free)) {
            taken.add(endpoint.id());
            threads.execute(() -> lane(endpoint));
        }
    }

    private void lane(Endpoint endpoint) {
        try {
            turn.of(endpoint, () -> running);
        } catch (RuntimeException | Error e) {
            // What was claimed is due again when its lease ends.
            log.warn("the turn of webhook endpoint {} broke off", endpoint.id(), e);
        } finally {
            taken.remove(endpoint.id());
            bell.ring();
        }
    }
}
