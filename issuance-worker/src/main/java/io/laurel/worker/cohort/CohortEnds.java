package io.laurel.worker.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortCompleted;
import io.laurel.contracts.CohortCompleted.Counts;
import io.laurel.contracts.CohortCompleted.Status;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.laurel.worker.tell.Teller;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells that cohorts ended. Whoever ends one only says so in its row; here it is found, whatever became of that process. The
 * row is locked while it is told, so that two workers do not tell it both.
 */
@Component
class CohortEnds {

    private static final Logger log = LoggerFactory.getLogger(CohortEnds.class);

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Teller teller;
    private final MeterRegistry metrics;
    private final Clock clock;

    CohortEnds(
            JdbcClient database, TransactionTemplate transaction, Teller teller, MeterRegistry metrics, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.teller = teller;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Ended(
            CohortId id,
            OrganizationId organizationId,
            BadgeId badgeId,
            Status status,
            @Nullable String failure,
            Instant createdAt,
            @Nullable Instant startedAt,
            Instant finishedAt) {}

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void tellEnded() {
        try {
            while (tellOne()) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            log.warn("Cannot tell of every cohort that ended; trying again", e);
        }
    }

    private boolean tellOne() {
        return Objects.requireNonNull(transaction.execute(transacting -> {
            var ended = lockOne();
            ended.forEach(this::tell);
            return !ended.isEmpty();
        }));
    }

    private List<Ended> lockOne() {
        return database.sql("""
                        select id, organization_id, badge_id, status, failure, created_at, started_at, finished_at
                        from cohort
                        where finished_at is not null and end_told_at is null and not dry_run
                            and status in ('completed', 'failed', 'cancelled')
                        order by finished_at limit 1
                        for update skip locked
                        """).query(CohortEnds::ended).list();
    }

    private void tell(Ended ended) {
        var counts = counts(ended.id());
        teller.tellEnds(List.of(new CohortCompleted(
                CohortCompleted.eventIdOf(ended.id(), ended.finishedAt()),
                ended.id(),
                ended.organizationId(),
                ended.badgeId(),
                ended.status(),
                ended.failure(),
                counts,
                ended.createdAt(),
                ended.startedAt(),
                ended.finishedAt())));
        database.sql("update cohort set end_told_at = ?, total = ?, invalid = ? where id = ?")
                .params(
                        Timestamp.from(clock.instant()),
                        counts.total(),
                        counts.invalid(),
                        ended.id().value())
                .update();
        metrics.counter("laurel.worker.cohorts.ended", "status", ended.status().name())
                .increment();
    }

    /** As the job counted them at its end; of a cohort that was ended otherwise, what its recorded batches had written down. */
    private Counts counts(CohortId id) {
        return database.sql("""
                        select coalesce(c.total, r.total) as total, coalesce(c.invalid, r.invalid) as invalid,
                            coalesce(c.successful, t.successful, 0) as successful, coalesce(c.renewed, t.renewed, 0) as renewed,
                            coalesce(c.skipped, t.skipped, 0) as skipped, coalesce(c.failed, t.failed, 0) as failed
                        from cohort c
                        cross join lateral (select count(*) as total, count(invalid) as invalid
                            from cohort_row where cohort_id = c.id and c.total is null) r
                        cross join lateral (select sum(issued + renewed) as successful, sum(renewed) as renewed,
                                sum(skipped) as skipped, sum(failed) as failed
                            from cohort_tally where cohort_id = c.id) t
                        where c.id = ?
                        """)
                .param(id.value())
                .query((row, n) -> new Counts(
                        row.getLong("total"),
                        row.getLong("successful"),
                        row.getLong("renewed"),
                        row.getLong("skipped"),
                        row.getLong("failed"),
                        row.getLong("invalid")))
                .single();
    }

    private static Ended ended(ResultSet row, int n) throws SQLException {
        return new Ended(
                new CohortId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new BadgeId(row.getObject("badge_id", UUID.class)),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("failure"),
                instant(row.getTimestamp("created_at")),
                row.getTimestamp("started_at") == null ? null : instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")));
    }

    private static Instant instant(Timestamp time) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }
}
