package io.laurel.worker.cohort;

import io.laurel.contracts.CredentialId;
import io.laurel.worker.issuance.Quota;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is done to all rows of a cohort at once; each a single statement that can be repeated. */
@Repository
class StagedRows {

    private final JdbcClient database;
    private final Quota quota;
    private final Clock clock;

    StagedRows(JdbcClient database, Quota quota, Clock clock) {
        this.database = database;
        this.quota = quota;
        this.clock = clock;
    }

    /** Of several rows with one address the first counts. */
    void refuseDuplicates(Cohort cohort) {
        compareAllAtOnce();
        database.sql("""
                        update cohort_row r set invalid = 'The address is the same as in row ' || d.first || '.'
                        from (
                            select row, min(row) over (partition by email) as first from cohort_row
                            where cohort_id = :cohort and invalid is null
                        ) d
                        where r.cohort_id = :cohort and r.row = d.row and d.first < d.row
                        """).param("cohort", cohort.id().value()).update();
    }

    /** Fresh rows have no statistics yet: expecting few, the planner would compare each with each. */
    private void compareAllAtOnce() {
        database.sql("set local enable_nestloop = off; set local enable_hashjoin = on; set local enable_seqscan = on")
                .update();
    }

    /**
     * Makes a new request of each failed row, for what a request ended as stands.
     *
     * @param row behind which to look
     * @return the last row that was taken up; empty at the end
     */
    OptionalInt reopen(Cohort cohort, int row, int limit) {
        var failed = database.sql("""
                        select r.row from cohort_row r
                        cross join lateral (select rejection from issuance where id = r.credential_id offset 0) i
                        where r.cohort_id = ? and r.row > ? and r.invalid is null and r.attempt < ?
                            and row_outcome(i.rejection) = 'failed'
                        order by r.row limit ?
                        """)
                .params(cohort.id().value(), row, cohort.attempt(), limit)
                .query((found, n) -> found.getInt("row"))
                .list();
        if (failed.isEmpty()) {
            database.sql("""
                            update cohort set decided_before = (
                                select coalesce(sum(issued + renewed + skipped + failed), 0) from cohort_tally
                                where cohort_id = cohort.id)
                            where id = ?
                            """).param(cohort.id().value()).update();
            return OptionalInt.empty();
        }
        database.sql("""
                        with reopened as (
                            update cohort_row r set credential_id = n.credential_id, attempt = :attempt
                            from unnest(:rows, :credentials) as n (row, credential_id)
                            where r.cohort_id = :cohort and r.row = n.row
                            returning 1)
                        insert into cohort_tally (cohort_id, issued, renewed, skipped, failed)
                        select :cohort, 0, 0, 0, -count(*) from reopened
                        """)
                .param("attempt", cohort.attempt())
                .param("rows", failed.toArray(Integer[]::new))
                .param(
                        "credentials",
                        failed.stream()
                                .map(each -> CredentialId.ofCohortRow(cohort.id(), each, cohort.attempt())
                                        .value())
                                .toArray(UUID[]::new))
                .param("cohort", cohort.id().value())
                .update();
        return OptionalInt.of(failed.getLast());
    }

    /** Says for each row what the recipient's newest credential is now. Looked up row by row: credentials are too many. */
    void plan(Cohort cohort) {
        var now = clock.instant();
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
                .param("now", Timestamp.from(now))
                .param("badge", cohort.badgeId().value())
                .param("organization", cohort.organizationId().value())
                .param("cohort", cohort.id().value())
                .update();
        planQuota(cohort, now);
    }

    /** Who would be a new recipient of the month counts, in the order of the rows, until the quota is used up. */
    private void planQuota(Cohort cohort, Instant now) {
        compareAllAtOnce();
        database.sql("""
                        update cohort_row r set plan = 'over_quota' from (
                            select row, row_number() over (order by row) as place from cohort_row n
                            where cohort_id = :cohort and invalid is null and plan <> 'active_non_expiring'
                                and (select true from quota_usage where organization_id = :organization
                                    and month = :month and recipient_email = n.email) is null
                        ) counted
                        where r.cohort_id = :cohort and r.row = counted.row and counted.place > :left
                        """)
                .param("cohort", cohort.id().value())
                .param("organization", cohort.organizationId().value())
                .param("month", Date.valueOf(Quota.month(now)))
                .param("left", quota.left(cohort.organizationId(), now))
                .update();
    }
}
