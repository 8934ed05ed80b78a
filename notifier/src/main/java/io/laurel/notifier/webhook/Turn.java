package io.laurel.notifier.webhook;

import io.laurel.notifier.queue.Backoff;
import io.laurel.notifier.webhook.Endpoints.Standing;
import io.laurel.notifier.webhook.Endpoints.Stopped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers what is due for one endpoint, a batch after the other: claim under a lease, call, write down. No transaction is
 * open while somebody else's server thinks. Kill the notifier, and what it had claimed is due again when the lease ends.
 */
@Component
class Turn {

    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final Alarm alarm;
    private final Secrets secrets;
    private final Caller caller;
    private final TransactionTemplate transaction;
    private final WebhookSettings settings;
    private final WebhookMetrics metrics;
    private final Backoff delays;
    private final Backoff pauses;
    private final Clock clock;

    Turn(
            Deliveries deliveries,
            Endpoints endpoints,
            Alarm alarm,
            Secrets secrets,
            Caller caller,
            TransactionTemplate transaction,
            WebhookSettings settings,
            WebhookMetrics metrics,
            RandomGenerator random,
            Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.alarm = alarm;
        this.secrets = secrets;
        this.caller = caller;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
        this.delays = new Backoff(settings.firstDelay(), settings.longestDelay(), random);
        this.pauses = new Backoff(settings.firstPause(), settings.longestPause(), random);
        this.clock = clock;
    }

    /** Goes on until nothing is due, something fails, or the time is up; then others get the lane. */
    void of(Endpoint endpoint, BooleanSupplier goOn) {
        long end = System.nanoTime() + settings.turn().toNanos();
        BooleanSupplier inTime = () -> goOn.getAsBoolean() && System.nanoTime() - end < 0;
        boolean more = true;
        while (more && inTime.getAsBoolean()) {
            more = batch(endpoint, inTime);
        }
    }

    private boolean batch(Endpoint endpoint, BooleanSupplier inTime) {
        var claimed = deliveries.claim(endpoint.id(), size(endpoint));
        if (claimed.isEmpty()) {
            return false;
        }
        var attempts = attempts(endpoint, claimed, inTime);
        var settlements = attempts.stream().map(this::settlement).toList();
        var tried = attempts.stream().map(Attempt::delivery).toList();
        transaction.executeWithoutResult(_ -> {
            deliveries.settle(endpoint.id(), settlements);
            deliveries.release(
                    endpoint.id(),
                    claimed.stream().filter(one -> !tried.contains(one)).toList());
            if (isNews(endpoint, attempts)) {
                var standing = standing(endpoint, attempts);
                endpoints.record(endpoint, standing);
                alarm.raise(endpoint, standing, clock.instant());
            }
        });
        metrics.settled(settlements);
        // What the next batch is allowed depends on the standing, which is read anew for the next turn.
        return endpoint.failures() == 0 && attempts.stream().allMatch(Attempt::succeeded);
    }

    /** Who fails is asked carefully: first as much as fits at once, in the end by one at a time. */
    private int size(Endpoint endpoint) {
        if (endpoint.failures() == 0) {
            return settings.batch();
        }
        return endpoint.failures() < settings.pauseAfter() ? settings.atOnce() : 1;
    }

    private List<Attempt> attempts(Endpoint endpoint, List<Delivery> claimed, BooleanSupplier inTime) {
        var keys = secrets.of(endpoint.id());
        var waiting = new ConcurrentLinkedQueue<>(claimed);
        var attempts = new ConcurrentLinkedQueue<Attempt>();
        var failures = new AtomicInteger(endpoint.failures());
        Runnable calls = () -> {
            boolean goOn = true;
            // The first is always tried, so that every turn gets somewhere.
            for (var next = waiting.poll(); next != null; next = goOn ? waiting.poll() : null) {
                var attempt = caller.call(endpoint, next, keys);
                attempts.add(attempt);
                int inARow = failures.updateAndGet(so -> attempt.succeeded() ? 0 : so + 1);
                goOn = inARow < settings.pauseAfter() && inTime.getAsBoolean();
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, Math.min(settings.atOnce(), claimed.size())).forEach(_ -> threads.execute(calls));
        }
        return new ArrayList<>(attempts);
    }

    private Settlement settlement(Attempt attempt) {
        if (attempt.succeeded()) {
            return new Settlement(attempt, Settlement.DELIVERED, null);
        }
        var delivery = attempt.delivery();
        var next = clock.instant().plus(delays.after(delivery.attempts() + 1));
        boolean isLast = attempt.endpointIsGone() || next.isAfter(delivery.giveUpAt());
        return isLast
                ? new Settlement(attempt, Settlement.FAILED, null)
                : new Settlement(attempt, Settlement.PENDING, next);
    }

    private static boolean isNews(Endpoint endpoint, List<Attempt> attempts) {
        return endpoint.failures() > 0 || !attempts.stream().allMatch(Attempt::succeeded);
    }

    private Standing standing(Endpoint endpoint, List<Attempt> attempts) {
        if (attempts.stream().anyMatch(Attempt::endpointIsGone)) {
            return new Standing(endpoint.failures() + 1, null, null, Stopped.GONE);
        }
        if (attempts.stream().anyMatch(Attempt::succeeded)) {
            return new Standing(0, null, null, null);
        }
        var now = clock.instant();
        var since = endpoint.failingSince() == null ? now : endpoint.failingSince();
        int failures = endpoint.failures() + attempts.size();
        if (endpoint.failures() < settings.pauseAfter()) {
            // Those that failed side by side make the first pause no longer.
            failures = Math.min(failures, settings.pauseAfter());
        }
        if (Duration.between(since, now).compareTo(settings.stopAfter()) >= 0) {
            return new Standing(failures, since, null, Stopped.FAILING);
        }
        int pause = failures - settings.pauseAfter() + 1;
        return new Standing(failures, since, pause < 1 ? null : now.plus(pauses.after(pause)), null);
    }
}
