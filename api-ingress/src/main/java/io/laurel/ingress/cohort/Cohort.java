package io.laurel.ingress.cohort;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.ingress.cohort.CohortCounts.Counts;
import io.laurel.ingress.cohort.CohortCounts.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cohort as it stands: what was uploaded, or brought by an LMS, and what the worker says of it.
 *
 * @param dryRun whether its rows are only looked at
 * @param run how often it was taken up again after an end
 * @param rows counted when all were there; null before
 * @param keepsRows whether its rows are kept; those of a dry run that nobody submits are not for ever
 * @param counts of what they became, counted when it had ended; null before
 * @param decidedBefore how many rows were decided before the current attempt
 * @param pausedFor how long it was paused, with the pause that lasts left out, since it was submitted or, before, started
 */
record Cohort(
        UUID id,
        UUID badge,
        @Nullable UUID source,
        boolean dryRun,
        int run,
        long decidedBefore,
        @Nullable Rows rows,
        boolean keepsRows,
        @Nullable Counts counts,
        String status,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant submittedAt,
        @Nullable Instant pausedAt,
        Duration pausedFor,
        @Nullable Instant finishedAt) {

    /** All cohorts of an organization ({@code :organization}), each by an index of its time. */
    static final String OF_ORGANIZATION = """
            select u.id, u.badge_id, c.source_id, coalesce(c.dry_run, u.dry_run) as dry_run, u.dry_run as planned,
                coalesce(c.run, 0) as run, coalesce(c.decided_before, 0) as decided_before,
                coalesce(c.status, 'pending') as status, c.failure, u.created_at, c.started_at, c.submitted_at, c.paused_at,
                extract(epoch from c.paused_for) as seconds_paused, c.finished_at,
                coalesce(c.retention, 'kept') = 'kept' as keeps_rows, c.total, c.invalid, c.successful, c.renewed, c.skipped, c.failed, c.drift
            from cohort_upload u left join cohort c on c.id = u.id
            where u.organization_id = :organization
            union all
            select id, badge_id, source_id, dry_run, false, run, decided_before, status, failure, created_at, started_at,
                submitted_at, paused_at, extract(epoch from paused_for), finished_at, true, total, invalid, successful, renewed, skipped, failed, drift
            from cohort
            where organization_id = :organization and source_id is not null
            """;

    static Cohort read(ResultSet row, int number) throws SQLException {
        return new Cohort(
                uuid(row, "id"),
                uuid(row, "badge_id"),
                uuidOrNull(row, "source_id"),
                row.getBoolean("dry_run"),
                row.getInt("run"),
                row.getLong("decided_before"),
                rows(row),
                row.getBoolean("keeps_rows"),
                counts(row),
                row.getString("status"),
                row.getString("failure"),
                instant(row, "created_at"),
                instantOrNull(row, "started_at"),
                instantOrNull(row, "submitted_at"),
                instantOrNull(row, "paused_at"),
                Duration.ofMillis(Math.round(row.getDouble("seconds_paused") * 1000)),
                instantOrNull(row, "finished_at"));
    }

    private static @Nullable Rows rows(ResultSet row) throws SQLException {
        return row.getObject("total") == null ? null : new Rows(row.getLong("total"), row.getLong("invalid"));
    }

    private static @Nullable Counts counts(ResultSet row) throws SQLException {
        if (row.getObject("successful") == null) {
            return null;
        }
        var followsPlan = row.getBoolean("planned") && !row.getBoolean("dry_run");
        return new Counts(
                row.getLong("successful"),
                row.getLong("renewed"),
                row.getLong("skipped"),
                row.getLong("failed"),
                followsPlan ? row.getLong("drift") : null);
    }
}
