package io.laurel.worker.lms;

import static org.awaitility.Awaitility.await;

import io.laurel.contracts.OrganizationId;
import io.laurel.test.Given;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker that takes exports and can be made to die; what is asked of it, and what became of it. */
abstract class RunningSources {

    static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    Given given;

    @Autowired
    TestDatabase testDatabase;

    @Autowired
    TestTopics topics;

    @Autowired
    MovableClock clock;

    @Autowired
    BreakableWatcher watcher;

    @Autowired
    SourceRuns runs;

    JdbcClient database;

    @TestConfiguration
    static class Breakable {
        @Bean
        @Primary
        BreakableWatcher breakableWatcher(MeterRegistry metrics) {
            return new BreakableWatcher(metrics);
        }
    }

    @BeforeEach
    void start() {
        database = testDatabase.owner();
        if (!runs.isRunning()) {
            runs.start();
        }
    }

    /** Has it looked at now, and waits until all is done and decided. */
    void run(UUID source) {
        ask(source);
        awaitEnd(source);
    }

    void ask(UUID source) {
        clock.advance(Duration.ofSeconds(1));
        database.sql("""
                        insert into lms_run_request (source_id, requested_at) values (?, ?)
                        on conflict (source_id) do update set requested_at = excluded.requested_at
                        """).params(source, now()).update();
    }

    /** Threads of workers that a test kills die. */
    void awaitEnd(UUID source) {
        await().dontCatchUncaughtExceptions()
                .atMost(SOON)
                .until(() -> database.sql("""
                        select coalesce((select r.closed_at is not null and r.requested_at = q.requested_at
                                from lms_run r join lms_run_request q using (source_id) where r.source_id = :source), false)
                            and not exists (select from lms_file
                                where source_id = :source and archived_at is null and state not in ('waiting', 'gone'))
                            and not exists (select from cohort where source_id = :source and finished_at is null)
                        """)
                        .param("source", source)
                        .query(Boolean.class)
                        .single());
    }

    List<String> states(UUID source) {
        return texts("select name || ' ' || state from lms_file where source_id = ? order by found_at, id", source);
    }

    String failure(UUID source) {
        return String.join("", texts("select coalesce(failure, '') from lms_run where source_id = ?", source));
    }

    List<String> recipients(OrganizationId whose) {
        return texts(
                "select recipient_email from credential where organization_id = ? order by recipient_email",
                whose.value());
    }

    List<String> texts(String sql, UUID id) {
        return database.sql(sql)
                .param(id)
                .query((row, n) -> Objects.requireNonNull(row.getString(1)))
                .list();
    }

    /** What is kept to read files, and rows of cohorts that are not. */
    long leftovers() {
        return database.sql("""
                        select (select count(*) from lms_piece) + (select count(*) from lms_fault)
                            + (select count(*) from lms_person where file_id not in (select id from lms_join))
                            + (select count(*) from cohort_row r where not exists (select from cohort c where c.id = r.cohort_id))
                        """).query(Long.class).single();
    }

    static String people(int from, int to) {
        return "name,email\n"
                + IntStream.rangeClosed(from, to)
                        .mapToObj(n -> "Person %d,person%d@example.com\n".formatted(n, n))
                        .collect(Collectors.joining());
    }

    Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
