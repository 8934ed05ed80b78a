package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.worker.copy.BinaryCopy;
import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stages rows by COPY, in the transaction that also saves the job's position. */
class RowWriter implements ItemWriter<StagedRow> {

    private final JdbcTemplate database;
    private final CohortId cohort;
    private final Counter staged;

    RowWriter(JdbcTemplate database, CohortId cohort, Counter staged) {
        this.database = database;
        this.cohort = cohort;
        this.staged = staged;
    }

    @Override
    public void write(Chunk<? extends StagedRow> rows) {
        var copy = new BinaryCopy(
                "cohort_row",
                "cohort_id",
                "row",
                "line",
                "credential_id",
                "name",
                "email",
                "evidence_url",
                "is_public",
                "invalid");
        for (var row : rows) {
            copy.row()
                    .uuid(cohort.value())
                    .integer(row.number())
                    .integer(row.line() == null ? null : Math.toIntExact(row.line()))
                    .uuid(CredentialId.ofCohortRow(cohort, row.number(), 0).value())
                    .text(storable(row.name()))
                    .text(storable(row.email()))
                    .text(storable(row.evidenceUrl()))
                    .bool(row.isPublic())
                    .text(storable(row.invalid()));
        }
        database.execute((ConnectionCallback<Long>) copy::execute);
        staged.increment(rows.size());
    }

    /** JSON can spell the null character, PostgreSQL's text cannot hold it. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
