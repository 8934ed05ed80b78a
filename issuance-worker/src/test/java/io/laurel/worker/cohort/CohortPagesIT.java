package io.laurel.worker.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.laurel.test.TestDatabase;
import io.laurel.worker.RunningWorker;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a page of rows costs while the database has no statistics of them yet, as with the first large cohort of all. */
@RunningWorker
class CohortPagesIT {

    private static final int ROWS = 20_000;
    private static final int PAGE = 250;

    @Autowired
    private TestDatabase database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Cohort cohort = new Cohort(
            new CohortId(UUID.randomUUID()),
            new OrganizationId(UUID.randomUUID()),
            new BadgeId(UUID.randomUUID()),
            false,
            "csv",
            true,
            0,
            0,
            true,
            true,
            Instant.parse("2026-11-22T10:00:00Z"));

    @BeforeEach
    void stageRows() {
        database.owner()
                .sql("""
                        insert into cohort_row (cohort_id, row, credential_id, name, email, is_public, plan)
                        select :cohort, n, gen_random_uuid(), 'Ann ' || n, n || '@example.com', true,
                            case when n > :rows / 2 then 'over_quota' else 'new' end
                        from generate_series(1, :rows) n
                        """)
                .param("cohort", cohort.id().value())
                .param("rows", ROWS)
                .update();
        for (var column : List.of("cohort_id", "row", "invalid", "attempt", "plan")) {
            database.owner()
                    .sql("select pg_clear_attribute_stats('public', 'cohort_row', ?, false)::text")
                    .param(column)
                    .query(row -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPageReadsNoMoreThanItsRows(boolean overQuota) {
        var rows = new SubmittableRows(jdbc, cohort, overQuota);
        var behind = overQuota ? ROWS * 3 / 4 : ROWS / 4;

        transaction.executeWithoutResult(status -> {
            long before = fetched();
            assertThat(rows.after(behind, PAGE)).hasSize(PAGE);
            assertThat(fetched() - before).isLessThanOrEqualTo(PAGE);
        });
    }

    private long fetched() {
        return jdbc.sql("select idx_tup_fetch from pg_stat_xact_user_tables where relname = 'cohort_row'")
                .query(Long.class)
                .single();
    }
}
