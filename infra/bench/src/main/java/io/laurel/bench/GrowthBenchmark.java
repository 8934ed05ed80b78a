package io.laurel.bench;

import io.laurel.localstack.RunningStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Whether cohorts and tables may grow: the rate of each cohort in turn, the last of them once more on top of credentials that
 * are there already; the heaps meanwhile; and what the largest costs a cohort of ten and single requests.
 */
final class GrowthBenchmark {

    /** After so many the compilers have little left to do: with less, the rates tell how long they were at work. */
    private static final int WARM_UP = 200_000;

    /** A cohort of fewer lasts only seconds, so that whatever happens beside it shows: it is measured so many times. */
    private static final int SMALL = 50_000;

    private static final int TIMES = 5;

    private static final Duration BETWEEN_SINGLE_REQUESTS = Duration.ofMillis(100);

    private final RunningStack stack;
    private final Road road;
    private final List<Integer> cohorts;
    private final int existing;
    private final List<Double> rates = new ArrayList<>();

    GrowthBenchmark(RunningStack stack, List<Integer> cohorts, int existing) {
        this.stack = stack;
        this.road = new Road(stack);
        this.cohorts = cohorts;
        this.existing = existing;
    }

    void run() throws IOException, InterruptedException, SQLException, ExecutionException {
        road.await(road.submit("warm-up", WARM_UP));
        try (var heaps = Heaps.watch(road)) {
            for (int rows : cohorts) {
                if (rows == Collections.max(cohorts)) {
                    rates.add(measureBesideOthers(rows));
                } else {
                    rates.add(measure("cohort of %,d".formatted(rows), rows));
                }
            }
            if (existing > 0) {
                fill();
                rates.add(measure("100,000 on top of %,d".formatted(existing), 100_000));
            }
            System.out.printf(
                    "  the slowest makes %.0f %% of what the fastest does%n",
                    100 * Collections.min(rates) / Collections.max(rates));
            heaps.print();
        }
    }

    /** The rate in credentials a second; of a small cohort the median of several. */
    private double measure(String what, int rows) throws IOException, InterruptedException, SQLException {
        if (rows >= SMALL) {
            return measureOnce(what, rows);
        }
        var some = new ArrayList<Double>();
        for (int n = 0; n < TIMES; n++) {
            some.add(measureOnce(what, rows));
        }
        Collections.sort(some);
        var median = some.get(TIMES / 2);
        System.out.printf("  median of %d                           %,9.0f credentials/s%n", TIMES, median);
        return median;
    }

    private double measureOnce(String what, int rows) throws IOException, InterruptedException, SQLException {
        quiet();
        var start = Instant.now();
        var job = road.submit("growth-" + start.toEpochMilli(), rows);
        var uploaded = Instant.now();
        road.await(job);
        var rate = report(what, rows, start, uploaded);
        steps(job);
        return rate;
    }

    /** What each step of the cohort's job took, and what lay between them. */
    private void steps(String job) throws SQLException {
        try (var connection = connect();
                var query = connection.prepareStatement("""
                        select s.step_name, extract(epoch from s.end_time - s.start_time) as took,
                            extract(epoch from s.start_time - lag(s.end_time, 1, c.created_at at time zone 'UTC') over (order by s.start_time)) as waited
                        from batch_step_execution s
                        join batch_job_execution_params p on p.job_execution_id = s.job_execution_id and p.parameter_name = 'cohort'
                        join cohort c on c.id::text = p.parameter_value
                        where p.parameter_value = ? order by s.start_time
                        """)) {
            query.setString(1, job);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    System.out.printf(
                            "    %-24s %8.2f s, %.2f s after what was before it%n",
                            rows.getString("step_name"), rows.getDouble("took"), rows.getDouble("waited"));
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/laurel".formatted(stack.port("postgres")), "postgres", "postgres");
    }

    private static double report(String what, int rows, Instant start, Instant uploaded) {
        var seconds = Duration.between(uploaded, Instant.now()).toMillis() / 1000.0;
        var rate = rows / seconds;
        System.out.printf(
                "  %-26s %8.1f s  %,9.0f credentials/s (uploaded in %.1f s)%n",
                what, seconds, rate, Duration.between(start, uploaded).toMillis() / 1000.0);
        return rate;
    }

    private double measureBesideOthers(int rows)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        quiet();
        var latencies = Collections.synchronizedList(new ArrayList<Long>());
        var start = Instant.now();
        var job = road.submit("growth-" + start.toEpochMilli(), rows);
        var uploaded = Instant.now();
        try (var requests = Executors.newSingleThreadScheduledExecutor()) {
            var requesting = requests.scheduleWithFixedDelay(
                    () -> latencies.add(road.issueOne("beside")),
                    0,
                    BETWEEN_SINGLE_REQUESTS.toMillis(),
                    TimeUnit.MILLISECONDS);
            Thread.sleep(Duration.ofSeconds(Math.min(20, rows / 10_000)));
            var small = Instant.now();
            road.await(road.submit("small", 10));
            System.out.printf(
                    "  a cohort of 10 meanwhile   %8.1f s%n",
                    Duration.between(small, Instant.now()).toMillis() / 1000.0);
            road.await(job);
            if (!requesting.cancel(false)) {
                requesting.get();
            }
        }
        var rate = report("cohort of %,d".formatted(rows), rows, start, uploaded);
        steps(job);
        RoadBenchmark.percentiles(latencies);
        return rate;
    }

    /** What is mailed, written out and tidied up later than recorded must not weigh on the next cohort. */
    private void quiet() throws IOException, InterruptedException, SQLException {
        long before = -1;
        for (long now = road.mails(); now != before; now = road.mails()) {
            before = now;
            Thread.sleep(Duration.ofSeconds(2));
        }
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
            while (isTidyingUp(statement)) {
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private static boolean isTidyingUp(Statement statement) throws SQLException {
        try (var workers =
                statement.executeQuery("select from pg_stat_activity where backend_type = 'autovacuum worker'")) {
            return workers.next();
        }
    }

    /** As many credentials of other people as asked for, with little in them: it is their number that is looked at. */
    private void fill() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            var some = "n from generate_series(1, %d) n".formatted(existing);
            statement.execute("""
                    insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email, is_public,
                        issued_at, expires_at, status_list, status_index, document)
                    select md5('old' || n)::uuid, 'OLD-' || n, '%s', '%s', 'Old ' || n, 'old-' || n || '@example.com', true,
                        now() - interval '1 day', now() + interval '1 year', 0, 0, '{}' from (select %s) old
                    """.formatted(stack.get("LAUREL_ORG_ID"), stack.get("LAUREL_BADGE_ID"), some));
            statement.execute("""
                    insert into issuance (id, organization_id, badge_id, recipient_email, supersession, decided_at)
                    select md5('old' || n)::uuid, '%s', '%s', 'old-' || n || '@example.com', 'NEW', now() - interval '1 day'
                    from (select %s) old
                    """.formatted(stack.get("LAUREL_ORG_ID"), stack.get("LAUREL_BADGE_ID"), some));
            statement.execute("analyze credential, issuance");
        }
    }
}
