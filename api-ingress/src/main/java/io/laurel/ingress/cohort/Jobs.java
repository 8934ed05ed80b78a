package io.laurel.ingress.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far an organization's cohorts are. */
@Component
class Jobs {

    private final JdbcClient jdbc;
    private final CohortCounts counts;
    private final Clock clock;

    Jobs(JdbcClient jdbc, CohortCounts counts, Clock clock) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.clock = clock;
    }

    Optional<Cohort> cohort(OrganizationId organization, UUID id) {
        return jdbc.sql("select * from (" + Cohort.OF_ORGANIZATION + ") cohorts where id = :id")
                .param("organization", organization.value())
                .param("id", id)
                .query(Cohort::read)
                .optional();
    }

    Optional<Job> find(OrganizationId organization, CohortId id) {
        return cohort(organization, id.value()).map(this::job);
    }

    Page<Job> list(OrganizationId organization, PageRequest page) {
        var rows =
                jdbc.sql("select * from (" + Cohort.OF_ORGANIZATION + """
                        ) cohorts
                        where cast(:beforeTime as timestamptz) is null or (created_at, id) < (:beforeTime, :beforeId)
                        order by created_at desc, id desc
                        limit :limit offset :offset
                        """).param("organization", organization.value());
        return page.read(rows, Cohort::read, last -> new Cursor(last.createdAt(), last.id()), () -> count(organization))
                .map(this::job);
    }

    private long count(OrganizationId organization) {
        return jdbc.sql("select count(*) from (" + Cohort.OF_ORGANIZATION + ") cohorts")
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    private Job job(Cohort cohort) {
        var rows = counts.rows(cohort);
        var ended = counts.of(cohort);
        long open = Math.max(0, rows.total() - rows.invalid() - ended.sum());
        var progress = Progress.of(
                cohort.dryRun() ? rows.total() : ended.sum() - cohort.decidedBefore(),
                open,
                cohort.dryRun() ? cohort.startedAt() : cohort.submittedAt(),
                cohort.pausedFor(),
                cohort.finishedAt() == null ? cohort.pausedAt() : cohort.finishedAt(),
                clock.instant());
        return new Job(
                cohort.id(),
                cohort.badge(),
                cohort.source(),
                cohort.dryRun(),
                cohort.status(),
                rows.total(),
                ended.successful(),
                ended.failed(),
                ended.skipped(),
                ended.renewed(),
                rows.invalid(),
                ended.drift(),
                cohort.createdAt(),
                cohort.startedAt(),
                cohort.pausedAt(),
                cohort.finishedAt(),
                progress.ratePerSecond(),
                cohort.status().equals("processing") ? progress.estimatedCompletion() : null,
                cohort.failure());
    }
}
