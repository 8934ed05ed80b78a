package io.laurel.worker.cohort;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is done to all rows of a cohort at once; each a single statement that can be repeated. */
@Repository
class StagedRows {

    private final JdbcClient database;
    private final Clock clock;

    StagedRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of several rows with one address the first counts. */
    void refuseDuplicates(Cohort cohort) {
        // Fresh rows have no statistics yet: expecting few, the planner would compare each with each.
        database.sql("set local enable_nestloop = off; set local enable_hashjoin = on; set local enable_seqscan = on")
                .update();
        database.sql("""
                        update cohort_row r set invalid = 'The address is the same as in row ' || d.first || '.'
                        from (
                            select row, min(row) over (partition by email) as first from cohort_row
                            where cohort_id = :cohort and invalid is null
                        ) d
                        where r.cohort_id = :cohort and r.row = d.row and d.first < d.row
                        """).param("cohort", cohort.id().value()).update();
    }

    /** Says for each row what the recipient's newest credential is now. Looked up row by row: credentials are too many. */
    void plan(Cohort cohort) {
        database.sql("""
                        update cohort_row r set plan = coalesce((
                            select case
                                when c.revoked_at is not null then 'revoked'
                                when c.expires_at is null then 'active_non_expiring'
                                when c.expires_at <= :now then 'expired'
                                else 'active_time_bound'
                            end
                            from credential c
                            where c.recipient_email = r.email and c.badge_id = :badge and c.superseded_by_id is null
                                and c.organization_id = :organization
                        ), 'new')
                        where r.cohort_id = :cohort and r.invalid is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("badge", cohort.badgeId().value())
                .param("organization", cohort.organizationId().value())
                .param("cohort", cohort.id().value())
                .update();
    }
}
