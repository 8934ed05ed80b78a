package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.micrometer.core.instrument.Counter;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stages rows by COPY, in the transaction that also saves the job's position. */
class RowWriter implements ItemWriter<StagedRow> {

    private static final String COPY = """
            copy cohort_row (cohort_id, row, credential_id, name, email, evidence_url, is_public, invalid) from stdin
            """;

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
        var text = new StringBuilder(rows.size() * 160);
        for (var row : rows) {
            append(text, row);
        }
        database.execute((java.sql.Connection connection) -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(COPY, new StringReader(text.toString()));
            } catch (java.io.IOException e) {
                throw new DataRetrievalFailureException("the rows could not be sent", e);
            }
        });
        staged.increment(rows.size());
    }

    private void append(StringBuilder text, StagedRow row) {
        text.append(cohort).append('\t').append(row.number()).append('\t');
        text.append(CredentialId.ofCohortRow(cohort, row.number())).append('\t');
        append(text, row.name());
        append(text, row.email());
        append(text, row.evidenceUrl());
        text.append(row.isPublic()).append('\t');
        append(text, row.invalid());
        text.setCharAt(text.length() - 1, '\n');
    }

    /** A value of COPY's text format and its delimiter. */
    private static void append(StringBuilder text, @Nullable String value) {
        if (value == null) {
            text.append("\\N\t");
            return;
        }
        for (var i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                // JSON can spell it, text cannot hold it.
                case '\0' -> text.append('\uFFFD');
                default -> text.append(value.charAt(i));
            }
        }
        text.append('\t');
    }
}
