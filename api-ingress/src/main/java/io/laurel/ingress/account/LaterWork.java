package io.laurel.ingress.account;

import io.laurel.web.ApiException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does after the answer what must not be seen in the answer's time. */
@Component
public class LaterWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaterWork.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration AT_THE_END = Duration.ofSeconds(8);

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING));

    /**
     * Does it soon.
     *
     * @throws ApiException when too much waits already
     */
    public void run(Runnable work) {
        try {
            thread.execute(() -> runLogged(work));
        } catch (RejectedExecutionException tooMuch) {
            throw ApiException.unavailable(
                    "Too many mails are asked for at the moment. Try again in a minute.", tooMuch);
        }
    }

    private static void runLogged(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("a mail that was asked for could not be sent", e);
        }
    }

    /** What waits is still done, but not by a broker that is away: each mail would wait for it. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.atWarn().addKeyValue("mails", thread.shutdownNow().size()).log("mails that were asked for are not sent");
    }
}
