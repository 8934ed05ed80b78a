package io.laurel.worker.lms;

import io.laurel.worker.lms.Sources.Standing;
import io.laurel.worker.run.LockedRuns;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Finds sources that have something to do and sees to them. Every worker looks; the lock of a source lets one in. */
@Component
class SourceRuns implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SourceRuns.class);

    private final OperatorSources operators;
    private final Sources sources;
    private final Locations locations;
    private final Round round;
    private final JoinFiles joinFiles;
    private final LmsSettings settings;
    private final Clock clock;
    private final LockedRuns runs;

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
        this.settings = settings;
        this.clock = clock;
        this.runs = new LockedRuns(
                "lms-source",
                dataSource,
                settings.concurrentRuns(),
                settings.lookInterval(),
                this::look,
                (_, interrupt) -> interrupt.run());
    }

    @Override
    public void start() {
        runs.start();
    }

    @Override
    public boolean isRunning() {
        return runs.isStarted();
    }

    @Override
    public void stop() {
        runs.stop();
    }

    private void look() throws SQLException {
        operators.record();
        var now = clock.instant();
        for (var standing : sources.all()) {
            if (needsUs(standing, now)) {
                var id = standing.source().id();
                runs.offer(id, settings.retryDelay(), () -> run(id));
            }
        }
    }

    private boolean needsUs(Standing standing, Instant now) {
        return hasWork(standing, now) || standing.isOver();
    }

    private boolean hasWork(Standing standing, Instant now) {
        return (standing.isUnfinished() || standing.isDue(now)) && locations.knows(standing.source());
    }

    private Duration run(UUID id) {
        try {
            var standing = sources.find(id).orElse(null);
            if (standing != null && standing.isOver()) {
                joinFiles.forgetAll(standing.source());
            } else if (standing != null && hasWork(standing, clock.instant())) {
                see(standing);
            }
        } catch (IOException | JobExecutionException | RuntimeException | Error e) {
            failed(id, e);
            return settings.retryDelay();
        }
        return settings.lookInterval();
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
        log.atWarn().addKeyValue("source", id).setCause(failure).log("Source cannot be seen to; trying again later");
        if (Thread.currentThread().isInterrupted()) {
            // That is about this worker.
            return;
        }
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
