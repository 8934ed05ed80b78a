package io.laurel.notifier.ledger;

import io.laurel.notifier.mail.MailServer;
import io.laurel.notifier.queue.Backoff;
import io.laurel.notifier.queue.Bell;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The threads that work off what is due, each over its own connection to the mail server. */
@Component
class Senders implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Senders.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(8);

    private final Dispatch dispatch;
    private final MailServer server;
    private final Bell bell;
    private final DispatchSettings settings;
    private final Backoff pauses;
    private CountDownLatch stopped = new CountDownLatch(0);
    private List<Thread> threads = List.of();

    Senders(Dispatch dispatch, MailServer server, Bell bell, DispatchSettings settings, RandomGenerator random) {
        this.dispatch = dispatch;
        this.server = server;
        this.bell = bell;
        this.settings = settings;
        this.pauses = new Backoff(FIRST_PAUSE, settings.longestPause(), random);
    }

    @Override
    public synchronized void start() {
        var stop = new CountDownLatch(1);
        stopped = stop;
        threads = IntStream.rangeClosed(1, settings.senders())
                .mapToObj(number ->
                        Thread.ofPlatform().name("sender-" + number).daemon().start(() -> run(stop)))
                .toList();
    }

    /** Lets each sender end the mail in its hands and write down what it sent. */
    @Override
    public synchronized void stop() {
        stopped.countDown();
        bell.ring();
        for (var thread : threads) {
            try {
                thread.join(LONGEST_GOODBYE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    private void run(CountDownLatch stop) {
        try (var route = server.route(settings.mailTime())) {
            int failures = 0;
            while (stop.getCount() > 0) {
                int rung = bell.rung();
                try {
                    var batch = dispatch.next(route, () -> stop.getCount() > 0);
                    if (batch.failure() != null) {
                        throw batch.failure();
                    }
                    failures = 0;
                    if (batch.claimed() == 0) {
                        // Servers hang up on idle guests.
                        route.hangUp();
                        bell.awaitRingAfter(rung, settings.poll());
                    }
                } catch (InterruptedException e) {
                    return;
                } catch (Exception | Error e) {
                    failures++;
                    var pause = pauses.after(failures);
                    log.warn("nothing can be sent; trying again in {} (failure {} in a row)", pause, failures, e);
                    route.hangUp();
                    if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
