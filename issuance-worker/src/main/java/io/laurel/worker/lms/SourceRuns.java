package io.laurel.worker.lms;

import io.laurel.worker.lms.Sources.Standing;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Finds sources that have something to do and sees to them. Every worker looks; the lock of a source lets one in. */
@Component
class SourceRuns implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SourceRuns.class);
    private static final long SECONDS_TO_STOP = 10;

    private final OperatorSources operators;
    private final Sources sources;
    private final Locations locations;
    private final Round round;
    private final JoinFiles joinFiles;
    private final DataSource dataSource;
    private final LmsSettings settings;
    private final Clock clock;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    /** Until when, by the machine's own count: these rests are about this process. */
    private final Map<UUID, Long> resting = new ConcurrentHashMap<>();

    private volatile boolean hasMore;
    private volatile @Nullable Threads threads;

    private record Threads(ScheduledExecutorService looking, ExecutorService working) {}

    SourceRuns(
            OperatorSources operators,
            Sources sources,
            Locations locations,
            Round round,
            JoinFiles joinFiles,
            DataSource dataSource,
            LmsSettings settings,
            Clock clock) {
        this.operators = operators;
        this.sources = sources;
        this.locations = locations;
        this.round = round;
        this.joinFiles = joinFiles;
        this.dataSource = dataSource;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        var started = new Threads(
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("lms-sources").daemon().factory()),
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("lms-source-", 1).factory()));
        threads = started;
        var interval = settings.lookInterval().toMillis();
        var _ = started.looking().scheduleWithFixedDelay(this::look, 0, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    /** What is broken off here is gone on with elsewhere, or here after the next start. */
    @Override
    public void stop() {
        var stopping = threads;
        threads = null;
        if (stopping == null) {
            return;
        }
        try {
            stopping.looking().shutdown();
            stopping.working().shutdownNow();
            if (!stopping.working().awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                log.warn("Sources did not stop in time; others will go on with them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            hasMore = false;
            operators.record();
            var now = clock.instant();
            for (var standing : sources.all()) {
                var current = threads;
                if (current == null || !needsUs(standing, now) || isResting(standing.source())) {
                    continue;
                }
                if (running.size() >= settings.concurrentRuns()) {
                    hasMore = true;
                    return;
                }
                if (running.add(standing.source().id())) {
                    current.working().execute(() -> run(standing.source().id()));
                }
            }
        } catch (RuntimeException | Error e) {
            // A task that throws anything is never run again.
            log.warn("Cannot look for sources; trying again", e);
        }
    }

    private boolean needsUs(Standing standing, Instant now) {
        return hasWork(standing, now) || standing.isOver();
    }

    private boolean hasWork(Standing standing, Instant now) {
        return (standing.isUnfinished() || standing.isDue(now)) && locations.knows(standing.source());
    }

    private boolean isResting(Source source) {
        var until = resting.get(source.id());
        return running.contains(source.id()) || (until != null && System.nanoTime() - until < 0);
    }

    private void rest(UUID id, Duration length) {
        resting.put(id, System.nanoTime() + length.toNanos());
    }

    /** Others may have waited for a place. */
    private void lookSoon() {
        var current = threads;
        if (current != null && hasMore) {
            try {
                current.looking().execute(this::look);
            } catch (RejectedExecutionException e) {
                log.debug("Stopping: another worker will look", e);
            }
        }
    }

    private void run(UUID id) {
        rest(id, settings.lookInterval());
        try (var lock = SourceLock.tryAcquire(dataSource, id).orElse(null)) {
            // What was seen before the lock was had may be over.
            var standing = lock == null ? null : sources.find(id).orElse(null);
            if (standing != null && standing.isOver()) {
                joinFiles.forgetAll(standing.source());
            } else if (standing != null && hasWork(standing, clock.instant())) {
                see(standing);
            }
        } catch (IOException | SQLException | JobExecutionException | RuntimeException | Error e) {
            failed(id, e);
        } finally {
            running.remove(id);
            lookSoon();
        }
    }

    private void see(Standing standing) throws IOException, JobExecutionException {
        var source = standing.source();
        var isDue = standing.isDue(clock.instant());
        if (isDue && (!standing.isOpen() || standing.isRequested())) {
            sources.open(source.id());
        }
        try (var location = locations.open(source)) {
            round.of(source, isDue, location);
        }
    }

    private void failed(UUID id, Throwable failure) {
        rest(id, settings.retryDelay());
        log.atWarn().addKeyValue("source", id).setCause(failure).log("Source cannot be seen to; trying again later");
        try {
            sources.failed(id, told(failure));
        } catch (RuntimeException e) {
            log.warn("Cannot write down what is wrong with a source", e);
        }
    }

    /** For the organization, which need not know what the machine's folders are called. */
    private static String told(Throwable failure) {
        return switch (failure) {
            case StuckException stuck -> stuck.why();
            case NotDirectoryException _ -> "The folder leads out of its place, or is none.";
            case IOException _ ->
                "The place cannot be reached, read or written (%s)."
                        .formatted(Objects.requireNonNullElse(failure.getCause(), failure)
                                .getClass()
                                .getSimpleName());
            default -> "A file cannot be seen to its end now.";
        };
    }
}
