package io.laurel.ingress.cohort;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many rows cohorts have and what became of them. The worker counts a cohort once when its rows are there and once when it
 * has ended; only what is on its way is counted here, and cheaply.
 */
@Component
class CohortCounts {

    private final JdbcClient jdbc;

    CohortCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows that are there. */
    record Rows(long total, long invalid) {}

    /**
     * What became of them, or in a dry run would.
     *
     * @param drift rows that were decided by another state of the recipient than planned; null where there was no plan, or the end
     *     was not counted yet
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

    Rows rows(Cohort cohort) {
        if (cohort.rows() != null) {
            return cohort.rows();
        }
        return jdbc.sql("select count(*) as total, count(invalid) as invalid from cohort_row where cohort_id = ?")
                .param(cohort.id())
                .query((row, n) -> new Rows(row.getLong("total"), row.getLong("invalid")))
                .single();
    }

    /** Before the end is counted, what the recorded batches say of themselves: a few hundred rows, however large the cohort. */
    Counts of(Cohort cohort) {
        if (cohort.counts() != null) {
            return cohort.counts();
        }
        return jdbc.sql("""
                        select coalesce(sum(issued + renewed), 0) as successful, coalesce(sum(renewed), 0) as renewed,
                            coalesce(sum(skipped), 0) as skipped, coalesce(sum(failed), 0) as failed
                        from cohort_tally where cohort_id = ?
                        """)
                .param(cohort.id())
                .query((row, n) -> new Counts(
                        row.getLong("successful"),
                        row.getLong("renewed"),
                        row.getLong("skipped"),
                        row.getLong("failed"),
                        null))
                .single();
    }
}
