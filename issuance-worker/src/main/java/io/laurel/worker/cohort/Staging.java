package io.laurel.worker.cohort;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.OrganizationId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets others stage the rows of a cohort that nobody uploaded. Nothing comes of the rows until the cohort itself is there. */
@Component
public class Staging {

    private final JdbcTemplate rows;
    private final JdbcClient database;
    private final RowJudge judge = new RowJudge();
    private final Counter staged;
    private final Clock clock;

    Staging(JdbcTemplate rows, JdbcClient database, MeterRegistry metrics, Clock clock) {
        this.rows = rows;
        this.database = database;
        this.staged = metrics.counter("laurel.worker.cohort.rows.staged");
        this.clock = clock;
    }

    /**
     * A row to be issued.
     *
     * @param number its own, in the cohort
     * @param line of the file that it was read from
     * @param problem why nothing can be made of it, if so
     */
    public record Row(
            int number,
            long line,
            @Nullable String name,
            @Nullable String email,
            @Nullable String problem) {}

    /** Judges rows and stages them, in the caller's transaction. */
    public void stage(CohortId cohort, List<Row> read) {
        var judged = new Chunk<StagedRow>();
        for (var row : read) {
            judged.add(judge.process(
                    new UploadedRow(row.number(), row.line(), row.name(), row.email(), null, null, row.problem())));
        }
        new RowWriter(rows, cohort, staged).write(judged);
    }

    /**
     * Makes the cohort of rows that are staged. It issues nothing to who holds the badge, or ever held it.
     *
     * @param source where the rows come from
     */
    public void begin(CohortId cohort, OrganizationId organization, BadgeId badge, UUID source) {
        database.sql("""
                        insert into cohort
                            (id, organization_id, badge_id, dry_run, status, created_at, staged_at, holders, source_id)
                        values (:id, :organization, :badge, false, 'validating', :now, :now, 'skip', :source)
                        on conflict (id) do nothing
                        """)
                .param("id", cohort.value())
                .param("organization", organization.value())
                .param("badge", badge.value())
                .param("now", Timestamp.from(clock.instant()))
                .param("source", source)
                .update();
    }

    /**
     * Forgets some of the rows of a cohort that will not be.
     *
     * @return how many
     */
    public int discard(CohortId cohort, int most) {
        return database.sql("""
                        delete from cohort_row where ctid = any (array(
                            select r.ctid from cohort_row r
                            where r.cohort_id = ? and not exists (select from cohort c where c.id = r.cohort_id)
                            limit ?))
                        """).params(cohort.value(), most).update();
    }
}
