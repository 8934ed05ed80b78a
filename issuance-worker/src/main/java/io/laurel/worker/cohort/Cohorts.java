package io.laurel.worker.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.SteerCohort.Move;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The cohorts and how far each is. */
@Repository
class Cohorts {

    /** A pause may end with the cohort. It counts from the start that the cohort's rate counts from. */
    private static final String UNPAUSED = """
            paused_for = paused_for + case when paused_at is null then interval '0'
                else cast(:now as timestamptz) - greatest(paused_at, started_at, submitted_at) end,
            paused_at = null""";

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

    /**
     * Those that are to be worked on, the oldest of each organization first, so that none waits behind all of another's.
     *
     * @param ofOne how many of one organization at a time, on all instances
     */
    List<CohortId> unfinished(int ofOne) {
        return database.sql("""
                        select id from (
                            select id, created_at,
                                row_number() over (partition by organization_id order by created_at, id) as place
                            from cohort where status in ('validating', 'processing') and paused_at is null
                        ) waiting
                        where place <= ? order by place, created_at, id limit 1000
                        """)
                .param(ofOne)
                .query((row, n) -> new CohortId(row.getObject("id", UUID.class)))
                .list();
    }

    boolean isUnfinished(CohortId id) {
        return database.sql("""
                        select status in ('validating', 'processing') and paused_at is null from cohort where id = ?
                        """).param(id.value()).query(Boolean.class).single();
    }

    /** Those of some that are not to be worked on any more, or not for now. */
    List<CohortId> halted(Collection<CohortId> running) {
        return database.sql("""
                        select id from cohort where id = any (?) and (status = 'cancelled' or paused_at is not null)
                        """)
                .param(running.stream().map(CohortId::value).toArray(UUID[]::new))
                .query((row, n) -> new CohortId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Keeps it from being cancelled until the caller's transaction ends. */
    void hold(CohortId id) {
        database.sql("select pg_advisory_xact_lock_shared(cohort_lock(?))")
                .param(id.value())
                .query(row -> {});
    }

    boolean isCancelled(CohortId id) {
        return database.sql("select status = 'cancelled' as cancelled from cohort where id = ?")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    /**
     * Does what was asked, where the cohort is still in the state and the run for which it was.
     *
     * @return whether anything changed
     */
    @Transactional
    boolean steer(SteerCohort task) {
        if (task.move() == Move.CANCEL) {
            database.sql("select pg_advisory_xact_lock(cohort_lock(?))")
                    .param(task.cohortId().value())
                    .query(row -> {});
        }
        var change = switch (task.move()) {
            case SUBMIT -> """
                    dry_run = false, status = 'processing', run = run + 1, paused_at = null, finished_at = null,
                    end_told_at = null, successful = null, renewed = null, skipped = null, failed = null, drift = null
                    where status = 'validated' and retention = 'kept'""";
            case RETRY -> """
                    status = 'processing', run = run + 1, attempt = attempt + 1, submitted_at = null, paused_at = null, finished_at = null,
                    end_told_at = null, successful = null, renewed = null, skipped = null, failed = null, drift = null
                    where status = 'completed'""";
            case PAUSE -> """
                    paused_at = :now
                    where status in ('validating', 'processing') and paused_at is null""";
            case RESUME -> UNPAUSED + " where paused_at is not null";
            case CANCEL -> UNPAUSED + """
                    , status = 'cancelled', finished_at = :now
                    where status in ('validating', 'processing')""";
        };
        return database.sql("update cohort set " + change
                                + " and id = :id and organization_id = :organization and run = :run")
                        .param("now", now())
                        .param("id", task.cohortId().value())
                        .param("organization", task.organizationId().value())
                        .param("run", task.run())
                        .update()
                == 1;
    }

    Cohort get(CohortId id) {
        return database.sql("""
                        select c.organization_id, c.badge_id, c.dry_run, u.format, coalesce(u.has_lines, true) as has_lines, c.run, c.attempt,
                            coalesce(u.dry_run, false) as planned, c.staged_at is not null as staged, c.created_at
                        from cohort c left join cohort_upload u on u.id = c.id
                        where c.id = ?
                        """)
                .param(id.value())
                .query((row, n) -> new Cohort(
                        id,
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        new BadgeId(row.getObject("badge_id", UUID.class)),
                        row.getBoolean("dry_run"),
                        row.getString("format"),
                        row.getBoolean("has_lines"),
                        row.getInt("run"),
                        row.getInt("attempt"),
                        row.getBoolean("planned"),
                        row.getBoolean("staged"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .single();
    }

    void begin(CohortId id) {
        database.sql("update cohort set started_at = ?, paused_for = interval '0' where id = ? and started_at is null")
                .params(now(), id.value())
                .update();
    }

    /** All its rows are there. */
    void finishStaging(CohortId id) {
        database.sql("update cohort set staged_at = ? where id = ? and staged_at is null")
                .params(now(), id.value())
                .update();
    }

    /** Its rows are judged and do not change any more, so they are counted. */
    void countRows(CohortId id) {
        database.sql("""
                        update cohort set (total, invalid) =
                            (select count(*), count(r.invalid) from cohort_row r where r.cohort_id = cohort.id)
                        where id = ?
                        """).param(id.value()).update();
    }

    /** Makes one of the tallies so far, for they are added up often. What is added meanwhile stays beside it. */
    void addUpTallies(CohortId id) {
        database.sql("""
                        with gone as (
                            delete from cohort_tally where cohort_id = :id returning issued, renewed, skipped, failed)
                        insert into cohort_tally (cohort_id, issued, renewed, skipped, failed)
                        select :id, sum(issued), sum(renewed), sum(skipped), sum(failed) from gone having count(*) > 0
                        """).param("id", id.value()).update();
    }

    void beginSubmitting(CohortId id) {
        database.sql("""
                        update cohort set status = 'processing', submitted_at = ?, paused_for = interval '0'
                        where id = ? and status in ('validating', 'processing') and submitted_at is null
                        """).params(now(), id.value()).update();
    }

    /** The rows were only looked at: what would become of them is counted. */
    void finishValidated(CohortId id) {
        finish(id, "validated", """
                select count(*) filter (where plan not in ('active_non_expiring', 'over_quota')),
                    count(*) filter (where plan in ('expired', 'active_time_bound', 'revoked')),
                    count(*) filter (where plan = 'active_non_expiring'),
                    count(*) filter (where plan = 'over_quota'), 0
                from cohort_row where cohort_id = cohort.id and invalid is null""");
    }

    /**
     * Every row is decided: what became of them is counted, the rows themselves with their outcomes. Looked up row by row: the
     * table of outcomes is far too large to scan.
     */
    void finishCompleted(CohortId id) {
        finish(id, "completed", """
                select count(*) filter (where i.outcome = 'issued'),
                    count(*) filter (where i.outcome = 'issued' and i.state <> 'new'),
                    count(*) filter (where i.outcome = 'skipped'),
                    count(*) filter (where i.outcome = 'failed'),
                    count(*) filter (where i.state <> r.plan)
                from cohort_row r
                cross join lateral (
                    select row_outcome(rejection) as outcome, row_state(supersession, rejection) as state
                    from issuance where id = r.credential_id offset 0) i
                where r.cohort_id = cohort.id and r.invalid is null""");
    }

    private void finish(CohortId id, String status, String counts) {
        database.sql("update cohort set status = :status, finished_at = :now, " + UNPAUSED
                        + ", (successful, renewed, skipped, failed, drift) = (" + counts
                        + ") where id = :id and finished_at is null")
                .param("status", status)
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    /** The upload is unusable: none of its rows counts. */
    @Transactional
    void fail(CohortId id, String failure) {
        var failed = database.sql("update cohort set status = 'failed', failure = :failure, finished_at = :now, "
                        + UNPAUSED + " where id = :id and finished_at is null")
                .param("failure", failure)
                .param("now", now())
                .param("id", id.value())
                .update();
        if (failed == 1) {
            database.sql("delete from cohort_row where cohort_id = ?")
                    .param(id.value())
                    .update();
        }
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

    private record Leaving(CohortId id, boolean keepsRows) {}

    /**
     * Throws away rows of a dry run that ended long enough ago and was never submitted, so many of one at most. From the first on
     * it cannot be submitted any more; what was counted of it stays.
     *
     * @return how many; empty where there is no such dry run
     */
    @Transactional
    OptionalInt deleteDryRunRows(Duration retention, int most) {
        var leaving = database.sql("""
                        select id, retention = 'kept' as kept from cohort
                        where dry_run and retention <> 'gone' and status in ('validated', 'cancelled') and finished_at < ?
                            and not exists (select from cohort_upload u where u.id = cohort.id and u.asked_run > cohort.run)
                        order by finished_at limit 1 for update skip locked
                        """)
                .param(Timestamp.from(clock.instant().minus(retention)))
                .query((row, n) -> new Leaving(new CohortId(row.getObject("id", UUID.class)), row.getBoolean("kept")))
                .optional();
        if (leaving.isEmpty()) {
            return OptionalInt.empty();
        }
        var id = leaving.get().id();
        if (leaving.get().keepsRows()) {
            countRows(id);
        }
        var deleted = database.sql("""
                        delete from cohort_row
                        where ctid = any (array(select ctid from cohort_row where cohort_id = ? limit ?))
                        """).params(id.value(), most).update();
        database.sql("update cohort set retention = ? where id = ?")
                .params(deleted < most ? "gone" : "leaving", id.value())
                .update();
        return OptionalInt.of(deleted);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
