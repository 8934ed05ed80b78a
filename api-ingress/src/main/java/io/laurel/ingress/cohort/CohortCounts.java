package io.laurel.ingress.cohort;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the rows of cohorts. Polling is cheap: what cannot change any more is counted once. */
@Component
class CohortCounts {

    private static final int REMEMBERED = 1_000;

    private final JdbcClient jdbc;
    private final Map<Object, Rows> stagedRows = remembering();
    private final Map<Object, Counts> finalCounts = remembering();

    CohortCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows that are there. */
    record Rows(long total, long invalid) {}

    /**
     * What became of them, or in a dry run would.
     *
     * @param drift rows that were decided otherwise than planned; null where there was no plan, or the end is not known yet
     */
    record Counts(
            long successful,
            long renewed,
            long skipped,
            long failed,
            @Nullable Long drift) {

        long sum() {
            return successful + skipped + failed;
        }
    }

    /** What a run ended as does not change. */
    private record Ended(Object cohort, int run) {}

    Rows rows(Cohort cohort) {
        if (cohort.status().equals("pending")) {
            return new Rows(0, 0);
        }
        return cohort.isStaged() ? once(stagedRows, cohort.id(), cohort, this::countRows) : countRows(cohort);
    }

    private Rows countRows(Cohort cohort) {
        return jdbc.sql("select count(*) as total, count(invalid) as invalid from cohort_row where cohort_id = ?")
                .param(cohort.id())
                .query((row, n) -> new Rows(row.getLong("total"), row.getLong("invalid")))
                .single();
    }

    Counts of(Cohort cohort) {
        if (!cohort.isFinal()) {
            return countTallies(cohort);
        }
        var ended = new Ended(cohort.id(), cohort.run());
        return once(finalCounts, ended, cohort, cohort.dryRun() ? this::countPlans : this::countOutcomes);
    }

    /** What the recorded batches say of themselves: a few hundred rows, however large the cohort. */
    private Counts countTallies(Cohort cohort) {
        return jdbc.sql("""
                        select coalesce(sum(issued + renewed), 0) as successful, coalesce(sum(renewed), 0) as renewed,
                            coalesce(sum(skipped), 0) as skipped, coalesce(sum(failed), 0) as failed, null as drift
                        from cohort_tally where cohort_id = ?
                        """).param(cohort.id()).query(CohortCounts::counts).single();
    }

    /** The rows themselves with their outcomes: what the cohort ended as. */
    private Counts countOutcomes(Cohort cohort) {
        return jdbc.sql("""
                        select count(*) filter (where outcome = 'issued') as successful,
                            count(*) filter (where outcome = 'issued' and state <> 'new') as renewed,
                            count(*) filter (where outcome = 'skipped') as skipped,
                            count(*) filter (where outcome = 'failed') as failed,
                            case when :planned then count(*) filter (where drift) end as drift
                        from (%s) decided
                        """.formatted(Results.ROWS))
                .param("planned", cohort.followsPlan())
                .param("cohort", cohort.id())
                .query(CohortCounts::counts)
                .single();
    }

    private Counts countPlans(Cohort cohort) {
        return jdbc.sql("""
                        select count(*) filter (where plan not in ('active_non_expiring', 'over_quota')) as successful,
                            count(*) filter (where plan in ('expired', 'active_time_bound', 'revoked')) as renewed,
                            count(*) filter (where plan = 'active_non_expiring') as skipped,
                            count(*) filter (where plan = 'over_quota') as failed, null as drift
                        from cohort_row where cohort_id = ? and invalid is null
                        """).param(cohort.id()).query(CohortCounts::counts).single();
    }

    private static Counts counts(ResultSet row, int n) throws SQLException {
        return new Counts(
                row.getLong("successful"),
                row.getLong("renewed"),
                row.getLong("skipped"),
                row.getLong("failed"),
                row.getObject("drift") == null ? null : row.getLong("drift"));
    }

    private static <V> V once(Map<Object, V> known, Object key, Cohort cohort, Function<Cohort, V> counted) {
        var before = known.get(key);
        if (before != null) {
            return before;
        }
        V now = Objects.requireNonNull(counted.apply(cohort));
        known.put(key, now);
        return now;
    }

    private static <V> Map<Object, V> remembering() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, V> eldest) {
                return size() > REMEMBERED;
            }
        });
    }
}
