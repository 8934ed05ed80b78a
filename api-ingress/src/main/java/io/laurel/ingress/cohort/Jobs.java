package io.laurel.ingress.cohort;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far an organization's cohorts are. Polling is cheap: what cannot change any more is counted once. */
@Component
class Jobs {

    private static final int REMEMBERED = 1_000;

    private static final String UPLOADS = """
            select u.id, u.badge_id, u.dry_run, u.created_at,
                coalesce(c.status, 'pending') as status, c.failure, c.started_at, c.finished_at
            from cohort_upload u left join cohort c on c.id = u.id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<UUID, Rows> stagedRows = remembering();
    private final Map<UUID, Counts> finalCounts = remembering();

    Jobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Rows(long total, long invalid) {}

    private record Counts(long successful, long renewed, long skipped, long failed) {

        long sum() {
            return successful + skipped + failed;
        }
    }

    private record Cohort(
            UUID id,
            UUID badge,
            boolean dryRun,
            Instant createdAt,
            String status,
            @Nullable String failure,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        /** Nothing is decided any more, and every decision is recorded. */
        boolean isFinal() {
            return finishedAt != null;
        }

        boolean isStaged() {
            return isFinal() || status.equals("processing");
        }
    }

    boolean exists(OrganizationId organization, CohortId id) {
        return jdbc.sql("select exists (select from cohort_upload where id = ? and organization_id = ?)")
                .params(id.value(), organization.value())
                .query(Boolean.class)
                .single();
    }

    Optional<Job> find(OrganizationId organization, CohortId id) {
        return jdbc.sql(UPLOADS + "where u.id = ? and u.organization_id = ?")
                .params(id.value(), organization.value())
                .query(Jobs::cohort)
                .optional()
                .map(this::job);
    }

    Page<Job> list(OrganizationId organization, PageRequest page) {
        var cursor = Cursor.of(page.cursor());
        Long total = cursor == null ? count(organization) : null;
        var rows = jdbc
                .sql(UPLOADS + """
                        where u.organization_id = :organization
                            and (cast(:beforeTime as timestamptz) is null or (u.created_at, u.id) < (:beforeTime, :beforeId))
                        order by u.created_at desc, u.id desc
                        limit :limit offset :offset
                        """)
                .param("organization", organization.value())
                .param("beforeTime", cursor == null ? null : parameter(cursor.time()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("beforeId", cursor == null ? null : cursor.id(), Types.OTHER)
                .param("limit", page.limit() + 1)
                .param("offset", page.offset())
                .query(Jobs::cohort)
                .list()
                .stream()
                .map(this::job)
                .toList();
        return Page.of(rows, page, total, last -> new Cursor(last.createdAt(), last.id()).text());
    }

    private long count(OrganizationId organization) {
        return jdbc.sql("select count(*) from cohort_upload where organization_id = ?")
                .param(organization.value())
                .query(Long.class)
                .single();
    }

    private static Cohort cohort(ResultSet row, int n) throws SQLException {
        return new Cohort(
                uuid(row, "id"),
                uuid(row, "badge_id"),
                row.getBoolean("dry_run"),
                instant(row, "created_at"),
                row.getString("status"),
                row.getString("failure"),
                instantOrNull(row, "started_at"),
                instantOrNull(row, "finished_at"));
    }

    private Job job(Cohort cohort) {
        var rows = rows(cohort);
        var counts = counts(cohort);
        long open = Math.max(0, rows.total() - rows.invalid() - counts.sum());
        var progress = Progress.of(
                cohort.dryRun() ? rows.total() : counts.sum(),
                open,
                cohort.startedAt(),
                cohort.finishedAt(),
                clock.instant());
        return new Job(
                cohort.id(),
                cohort.badge(),
                cohort.dryRun(),
                cohort.status(),
                rows.total(),
                counts.successful(),
                counts.failed(),
                counts.skipped(),
                counts.renewed(),
                rows.invalid(),
                cohort.createdAt(),
                cohort.startedAt(),
                cohort.finishedAt(),
                progress.ratePerSecond(),
                cohort.status().equals("processing") ? progress.estimatedCompletion() : null,
                cohort.failure());
    }

    private Rows rows(Cohort cohort) {
        if (cohort.status().equals("pending")) {
            return new Rows(0, 0);
        }
        return cohort.isStaged() ? onceFor(stagedRows, cohort, this::countRows) : countRows(cohort);
    }

    private Rows countRows(Cohort cohort) {
        return jdbc.sql("select count(*) as total, count(invalid) as invalid from cohort_row where cohort_id = ?")
                .param(cohort.id())
                .query((row, n) -> new Rows(row.getLong("total"), row.getLong("invalid")))
                .single();
    }

    private Counts counts(Cohort cohort) {
        if (!cohort.isFinal()) {
            return countTallies(cohort);
        }
        return onceFor(finalCounts, cohort, cohort.dryRun() ? this::countPlans : this::countOutcomes);
    }

    /** What the recorded batches say of themselves: a few hundred rows, however large the cohort. */
    private Counts countTallies(Cohort cohort) {
        return jdbc.sql("""
                        select coalesce(sum(issued + renewed), 0) as successful, coalesce(sum(renewed), 0) as renewed,
                            coalesce(sum(skipped), 0) as skipped, coalesce(sum(failed), 0) as failed
                        from cohort_tally where cohort_id = ?
                        """).param(cohort.id()).query(Jobs::counts).single();
    }

    /** The rows themselves with their outcomes: what the cohort ended as. */
    private Counts countOutcomes(Cohort cohort) {
        return jdbc.sql("""
                        select count(*) filter (where i.rejection is null) as successful,
                            count(*) filter (where i.rejection is null and upper(i.supersession) <> 'NEW') as renewed,
                            count(*) filter (where i.rejection = 'ACTIVE_NON_EXPIRING') as skipped,
                            count(*) filter (where i.rejection <> 'ACTIVE_NON_EXPIRING') as failed
                        from cohort_row r join issuance i on i.id = r.credential_id
                        where r.cohort_id = ? and r.invalid is null
                        """).param(cohort.id()).query(Jobs::counts).single();
    }

    private Counts countPlans(Cohort cohort) {
        return jdbc.sql("""
                        select count(*) filter (where upper(plan) <> 'ACTIVE_NON_EXPIRING') as successful,
                            count(*) filter (where upper(plan) in ('EXPIRED', 'ACTIVE_TIME_BOUND', 'REVOKED')) as renewed,
                            count(*) filter (where upper(plan) = 'ACTIVE_NON_EXPIRING') as skipped,
                            0 as failed
                        from cohort_row where cohort_id = ? and invalid is null
                        """).param(cohort.id()).query(Jobs::counts).single();
    }

    private static Counts counts(ResultSet row, int n) throws SQLException {
        return new Counts(
                row.getLong("successful"), row.getLong("renewed"), row.getLong("skipped"), row.getLong("failed"));
    }

    private static <V> V onceFor(Map<UUID, V> known, Cohort cohort, Function<Cohort, V> counted) {
        var before = known.get(cohort.id());
        if (before != null) {
            return before;
        }
        V now = Objects.requireNonNull(counted.apply(cohort));
        known.put(cohort.id(), now);
        return now;
    }

    private static <V> Map<UUID, V> remembering() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, V> eldest) {
                return size() > REMEMBERED;
            }
        });
    }
}
