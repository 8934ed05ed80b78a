package io.laurel.worker.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.OrganizationId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The cohorts and how far each is. */
@Repository
class Cohorts {

    private final JdbcClient database;
    private final Clock clock;

    Cohorts(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes note of uploads, once each however often they are announced.
     *
     * @return how many were new
     */
    int record(List<ImportCohort> imports) {
        return database.sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at)
                        select id, organization_id, badge_id, dry_run, 'validating', created_at
                        from cohort_upload where id = any (?)
                        on conflict (id) do nothing
                        """)
                .param(imports.stream().map(each -> each.cohortId().value()).toArray(UUID[]::new))
                .update();
    }

    /** Those that have not ended, the oldest first. */
    List<CohortId> unfinished() {
        return database.sql("""
                        select id from cohort where status in ('validating', 'processing')
                        order by created_at, id limit 1000
                        """)
                .query((row, n) -> new CohortId(row.getObject("id", UUID.class)))
                .list();
    }

    boolean isUnfinished(CohortId id) {
        return database.sql("select status in ('validating', 'processing') from cohort where id = ?")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    Cohort get(CohortId id) {
        return database.sql("""
                        select c.organization_id, c.badge_id, c.dry_run, u.format, c.created_at
                        from cohort c join cohort_upload u on u.id = c.id
                        where c.id = ?
                        """)
                .param(id.value())
                .query((row, n) -> new Cohort(
                        id,
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        new BadgeId(row.getObject("badge_id", UUID.class)),
                        row.getBoolean("dry_run"),
                        row.getString("format"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    void begin(CohortId id) {
        database.sql("update cohort set started_at = ? where id = ? and started_at is null")
                .params(now(), id.value())
                .update();
    }

    void beginSubmitting(CohortId id) {
        database.sql("update cohort set status = 'processing' where id = ? and status = 'validating'")
                .param(id.value())
                .update();
    }

    /** The rows were only looked at. */
    void finishValidated(CohortId id) {
        finish(id, "validated");
    }

    /** Every row is decided. */
    void finishCompleted(CohortId id) {
        finish(id, "completed");
    }

    private void finish(CohortId id, String status) {
        database.sql("update cohort set status = ?, finished_at = ? where id = ? and finished_at is null")
                .params(status, now(), id.value())
                .update();
    }

    /** The upload is unusable: none of its rows counts. */
    @Transactional
    void fail(CohortId id, String failure) {
        database.sql("delete from cohort_row where cohort_id = ?")
                .param(id.value())
                .update();
        database.sql("""
                        update cohort set status = 'failed', failure = ?, finished_at = ?
                        where id = ? and finished_at is null
                        """).params(failure, now(), id.value()).update();
    }

    /**
     * Throws away what was uploaded for cohorts that ended long enough ago.
     *
     * @return how many pieces
     */
    int deleteUploads(Duration retention) {
        return database.sql("""
                        delete from cohort_upload_piece p using cohort c
                        where c.id = p.upload_id and c.finished_at < ?
                        """)
                .param(Timestamp.from(clock.instant().minus(retention)))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
