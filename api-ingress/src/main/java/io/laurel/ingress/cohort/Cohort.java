package io.laurel.ingress.cohort;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cohort as it stands: what was uploaded, or brought by an LMS, and what the worker says of it.
 *
 * @param dryRun whether its rows are only looked at
 * @param planned whether it was a dry run when it was uploaded
 * @param run how often it was taken up again after an end
 * @param decidedBefore how many rows were decided before the current attempt
 */
record Cohort(
        UUID id,
        UUID badge,
        @Nullable UUID source,
        boolean dryRun,
        boolean planned,
        int run,
        long decidedBefore,
        String status,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant submittedAt,
        @Nullable Instant pausedAt,
        @Nullable Instant finishedAt) {

    /** All cohorts of an organization ({@code :organization}), each by an index of its time. */
    static final String OF_ORGANIZATION = """
            select u.id, u.badge_id, c.source_id, coalesce(c.dry_run, u.dry_run) as dry_run, u.dry_run as planned,
                coalesce(c.run, 0) as run, coalesce(c.decided_before, 0) as decided_before,
                coalesce(c.status, 'pending') as status, c.failure, u.created_at, c.started_at, c.submitted_at, c.paused_at,
                c.finished_at
            from cohort_upload u left join cohort c on c.id = u.id
            where u.organization_id = :organization
            union all
            select id, badge_id, source_id, dry_run, false, run, decided_before, status, failure, created_at, started_at,
                submitted_at, paused_at, finished_at
            from cohort
            where organization_id = :organization and source_id is not null
            """;

    static Cohort read(ResultSet row, int number) throws SQLException {
        return new Cohort(
                uuid(row, "id"),
                uuid(row, "badge_id"),
                uuidOrNull(row, "source_id"),
                row.getBoolean("dry_run"),
                row.getBoolean("planned"),
                row.getInt("run"),
                row.getLong("decided_before"),
                row.getString("status"),
                row.getString("failure"),
                instant(row, "created_at"),
                instantOrNull(row, "started_at"),
                instantOrNull(row, "submitted_at"),
                instantOrNull(row, "paused_at"),
                instantOrNull(row, "finished_at"));
    }

    /** Nothing is decided any more, and every decision is recorded. */
    boolean isFinal() {
        return finishedAt != null;
    }

    boolean isStaged() {
        return isFinal() || status.equals("processing");
    }

    /** Whether its rows were planned by a dry run and then submitted. */
    boolean followsPlan() {
        return planned && !dryRun;
    }
}
