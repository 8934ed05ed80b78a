package io.laurel.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.persistence.Schema;
import io.laurel.test.TestDatabase;
import io.laurel.test.WithPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Workers that look for the same things. */
@SpringJUnitConfig
@WithPostgres(Schema.Role.WORKER)
class LockedRunsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofHours(1);

    private final List<LockedRuns> workers = new ArrayList<>();
    private final UUID thing = UUID.randomUUID();
    private final AtomicInteger runs = new AtomicInteger();

    @Autowired
    private TestDatabase database;

    @AfterEach
    void stop() {
        workers.forEach(LockedRuns::stop);
    }

    @Test
    void aThingIsRunByOneWorkerAtATime() {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        for (var n = 0; n < 3; n++) {
            start(2, thing).doing(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                Thread.sleep(2);
                atOnce.decrementAndGet();
                runs.incrementAndGet();
                return Duration.ZERO;
            });
        }

        await().atMost(SOON).until(() -> runs.get() > 100);
        assertThat(most).hasValue(1);
    }

    @Test
    void noMoreRunThanThereArePlaces() {
        var mayEnd = new CountDownLatch(1);
        var worker = start(2, Stream.generate(UUID::randomUUID).limit(5).toArray(UUID[]::new))
                .doing(() -> {
                    runs.incrementAndGet();
                    mayEnd.await();
                    return LONG;
                });

        await().atMost(SOON).until(() -> runs.get() == 2);
        await().during(A_WHILE).until(() -> runs.get() == 2 && worker.running() == 2);
        mayEnd.countDown();
        await().atMost(SOON).until(() -> runs.get() == 5 && worker.running() == 0);
    }

    @Test
    void whenTheSessionOfTheLocksIsLostAllItsRunsAreStoppedAndAnotherWorkerHasThem() {
        var other = UUID.randomUUID();
        var stopped = new AtomicInteger();
        LockedRuns.Work untilStopped = () -> {
            runs.incrementAndGet();
            try {
                Thread.sleep(LONG);
            } catch (InterruptedException e) {
                stopped.incrementAndGet();
            }
            return LONG;
        };
        var losing = start(2, thing, other).doing(untilStopped);
        await().atMost(SOON).until(() -> losing.running() == 2);
        var winning = start(2, thing, other).doing(untilStopped);
        await().during(A_WHILE).until(() -> winning.running() == 0);

        assertThat(database.owner().sql("""
                                select pg_terminate_backend(pid) from (
                                    select distinct pid from pg_locks join pg_database d on d.oid = database
                                    where locktype = 'advisory' and datname = current_database()
                                ) holding
                                """).query(Boolean.class).list()).containsExactly(true);

        await().atMost(SOON).until(() -> winning.running() == 2 && losing.running() == 0);
        assertThat(stopped).hasValue(2);
        assertThat(runs).hasValue(4);
    }

    @Test
    void whatFailsRests() {
        start(1, thing).doing(() -> {
            runs.incrementAndGet();
            throw new LinkageError("for the test");
        });

        await().atMost(SOON).until(() -> runs.get() == 1);
        await().during(A_WHILE).until(() -> runs.get() == 1);
    }

    @Test
    void anErrorWhileItLooksDoesNotEndTheLooking() {
        var looks = new AtomicInteger();
        var worker = new LockedRuns(
                "test",
                database.as(Schema.Role.WORKER),
                1,
                Duration.ofMillis(20),
                () -> {
                    looks.incrementAndGet();
                    throw new LinkageError("for the test");
                },
                (_, interrupt) -> interrupt.run());
        workers.add(worker);
        worker.start();

        await().atMost(SOON).until(() -> looks.get() > 3);
    }

    @Test
    void aWorkerThatStopsLeavesItsRunsToAnother() {
        var began = new ConcurrentLinkedQueue<String>();
        var leaving = start(1, thing).doing(untilInterrupted("leaving", began));
        await().atMost(SOON).until(() -> leaving.running() == 1);
        start(1, thing).doing(untilInterrupted("staying", began));
        leaving.stop();

        await().atMost(SOON).until(() -> began.size() == 2);
        assertThat(began).containsExactly("leaving", "staying");
        assertThat(leaving.running()).isZero();
    }

    @Test
    void aRunThatDoesNotStopKeepsItsLock() {
        var mayEnd = new CountDownLatch(1);
        var leaving = start(1, thing).doing(() -> {
            while (mayEnd.getCount() > 0) {
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    runs.incrementAndGet();
                }
            }
            return LONG;
        });
        await().atMost(SOON).until(() -> leaving.running() == 1);
        leaving.stop();
        assertThat(runs).hasValue(1);
        var staying = start(1, thing).doing(() -> {
            mayEnd.await();
            return LONG;
        });
        await().during(A_WHILE).until(() -> staying.running() == 0);

        mayEnd.countDown();
        leaving.start();
        await().atMost(SOON).until(() -> leaving.running() == 0);
    }

    private static LockedRuns.Work untilInterrupted(String who, ConcurrentLinkedQueue<String> began) {
        return () -> {
            began.add(who);
            Thread.sleep(LONG);
            return LONG;
        };
    }

    private interface Started {
        LockedRuns doing(LockedRuns.Work work);
    }

    private Started start(int places, UUID... things) {
        return work -> {
            var worker = new AtomicReference<LockedRuns>();
            var made = new LockedRuns(
                    "test",
                    database.as(Schema.Role.WORKER),
                    places,
                    Duration.ofMillis(20),
                    () -> {
                        for (var one : things) {
                            worker.get().offer(one, LONG, work);
                        }
                    },
                    (_, interrupt) -> interrupt.run());
            worker.set(made);
            workers.add(made);
            made.start();
            return made;
        };
    }
}
