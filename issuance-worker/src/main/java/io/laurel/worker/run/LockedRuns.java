package io.laurel.worker.run;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets exactly one worker run a thing: the one that holds its advisory lock. Every worker looks for what wants a run and offers it
 * here; what another one has is passed over until its lock is free.
 *
 * <p>One session holds all locks, so they are free the moment the worker dies, and soon after it falls silent. If the session dies
 * first, the runs are stopped. One thread looks, and nobody else uses the session; each run has a thread of its own.
 */
public final class LockedRuns {

    private static final Logger log = LoggerFactory.getLogger(LockedRuns.class);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final int SECONDS_TO_ANSWER = 2;
    private static final int SECONDS_BETWEEN_CHECKS = 1;

    private final String name;
    private final DataSource dataSource;
    private final int places;
    private final Duration lookInterval;
    private final Look look;
    private final BiConsumer<UUID, Runnable> stop;
    private final Map<UUID, Run> running = new ConcurrentHashMap<>();
    private final BlockingQueue<UUID> over = new LinkedBlockingQueue<>();
    /** Until when, by the machine's own count: these rests are about this process. */
    private final Map<UUID, Long> resting = new ConcurrentHashMap<>();

    private volatile @Nullable ScheduledExecutorService looking;
    private @Nullable Connection session;

    /** Finds what wants a run and offers it. */
    @FunctionalInterface
    public interface Look {
        void look() throws SQLException;
    }

    /** What is done under the lock. What was seen before the lock was had may be over. */
    @FunctionalInterface
    public interface Work {

        /** Returns how long to rest before the next run. */
        Duration run() throws Exception;
    }

    private record Run(Connection session, Thread thread, AtomicBoolean isInterrupted) {

        /** Once: another interrupt would hit what it does to end in order. */
        void interrupt() {
            if (isInterrupted.compareAndSet(false, true)) {
                thread.interrupt();
            }
        }
    }

    /**
     * Runs of one kind. Their ids must differ from those of all other kinds.
     *
     * @param places how many run at a time
     * @param stop asks a run to end, as often as it takes; what it is given interrupts the run
     */
    public LockedRuns(
            String name,
            DataSource dataSource,
            int places,
            Duration lookInterval,
            Look look,
            BiConsumer<UUID, Runnable> stop) {
        this.name = name;
        this.dataSource = dataSource;
        this.places = places;
        this.lookInterval = lookInterval;
        this.look = look;
        this.stop = stop;
    }

    public void start() {
        var started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name + "-looking").daemon().factory());
        looking = started;
        var _ = started.scheduleWithFixedDelay(
                this::check, SECONDS_BETWEEN_CHECKS, SECONDS_BETWEEN_CHECKS, TimeUnit.SECONDS);
        var _ = started.scheduleWithFixedDelay(this::look, 0, lookInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isStarted() {
        return looking != null;
    }

    /** What is broken off here is continued elsewhere, or here after the next start. */
    public void stop() {
        var stopping = looking;
        looking = null;
        if (stopping == null) {
            return;
        }
        stopping.execute(this::end);
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(2 * TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                log.atWarn().addKeyValue("kind", name).log("The looking did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void lookSoon() {
        var current = looking;
        if (current != null) {
            try {
                current.execute(this::look);
            } catch (RejectedExecutionException e) {
                log.debug("Stopping: another worker will look", e);
            }
        }
    }

    /** How many have a place here. */
    public int running() {
        return running.size();
    }

    /** Only while it looks. Runs the work, unless there is no place, it runs or rests here, or another worker has it. */
    public void offer(UUID id, Duration restAfterFailure, Work work) throws SQLException {
        if (running.size() >= places || running.containsKey(id) || resting.containsKey(id)) {
            return;
        }
        var current = session;
        if (current == null) {
            current = dataSource.getConnection();
            session = current;
            endWhenSilent(current);
        }
        if (ask(current, "select pg_try_advisory_lock(?)", id)) {
            var thread = Thread.ofVirtual().name(name + "-" + id).unstarted(() -> run(id, restAfterFailure, work));
            running.put(id, new Run(current, thread, new AtomicBoolean()));
            thread.start();
        }
    }

    private void run(UUID id, Duration restAfterFailure, Work work) {
        var rest = restAfterFailure;
        try {
            rest = work.run();
        } catch (Throwable e) {
            log.atError().addKeyValue(name, id).setCause(e).log("Cannot be run; trying again later");
        } finally {
            resting.put(id, System.nanoTime() + rest.toNanos());
            over.add(id);
            lookSoon();
        }
    }

    private void look() {
        whileStarted(() -> {
            checkSession();
            resting.values().removeIf(until -> System.nanoTime() - until >= 0);
            look.look();
        });
    }

    private void check() {
        whileStarted(this::checkSession);
    }

    /** A throwable that came out of here would be the last of the looking, and nobody would hear of it. */
    private void whileStarted(Look work) {
        if (looking == null) {
            return;
        }
        try {
            work.look();
        } catch (SQLException e) {
            giveUpLocks(e);
        } catch (Throwable e) {
            log.atWarn().addKeyValue("kind", name).setCause(e).log("Cannot look; trying again");
        }
    }

    private void checkSession() throws SQLException {
        if (session != null && !session.isValid(SECONDS_TO_ANSWER)) {
            giveUpLocks(null);
        }
        for (var id = over.poll(); id != null; id = over.poll()) {
            release(id);
        }
        running.forEach((id, run) -> {
            if (!run.session().equals(session)) {
                stop.accept(id, run::interrupt);
            }
        });
    }

    private void release(UUID id) {
        var run = running.remove(id);
        if (run != null && run.session().equals(session)) {
            try {
                ask(run.session(), "select pg_advisory_unlock(?)", id);
            } catch (SQLException e) {
                giveUpLocks(e);
            }
        }
    }

    private void end() {
        var started = System.nanoTime();
        try {
            while (!running.isEmpty() && System.nanoTime() - started < TIME_TO_STOP.toNanos()) {
                running.forEach((id, run) -> stop.accept(id, run::interrupt));
                var ended = over.poll(1, TimeUnit.SECONDS);
                if (ended != null) {
                    release(ended);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isEmpty()) {
            giveUpLocks(null);
        } else {
            log.atWarn()
                    .addKeyValue("runs", running.keySet())
                    .log("They do not stop; nobody else has them before this process ends");
        }
    }

    /** Ending the session ends its locks; what runs under them is stopped by the looks that follow. */
    private void giveUpLocks(@Nullable SQLException cause) {
        if (cause != null || !running.isEmpty()) {
            log.atWarn()
                    .addKeyValue("kind", name)
                    .addKeyValue("stopping", running.keySet())
                    .setCause(cause)
                    .log("The session of the locks is lost, or cannot be had");
        }
        var ending = session;
        session = null;
        if (ending != null) {
            try {
                // Given back to the pool, a session that is alive would keep them.
                if (dataSource.isWrapperFor(HikariDataSource.class)) {
                    dataSource.unwrap(HikariDataSource.class).evictConnection(ending);
                }
                ending.close();
            } catch (SQLException e) {
                log.debug("The session was broken", e);
            }
        }
    }

    /** As long as a transaction may be silent, and no longer: this one is asked every second. */
    private static void endWhenSilent(Connection session) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute("""
                    select set_config('idle_session_timeout', current_setting('idle_in_transaction_session_timeout'), false)
                    """);
        }
    }

    private static boolean ask(Connection session, String sql, UUID id) throws SQLException {
        try (var query = session.prepareStatement(sql)) {
            query.setLong(1, id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32));
            try (var answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
