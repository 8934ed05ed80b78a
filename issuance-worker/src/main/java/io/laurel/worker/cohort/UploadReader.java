package io.laurel.worker.cohort;

import io.laurel.worker.piece.PieceStream;
import io.laurel.worker.text.BrokenTextException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads an upload from its start or, after a restart, from behind the last row that is staged. What is staged is asked of the
 * rows themselves: a position that is saved beside them could be ahead of them. Rows are judged as they are read, for so they
 * keep of an overlong value only what is shown.
 */
class UploadReader implements ItemStreamReader<StagedRow> {

    /** The exit code of a step whose upload cannot be read to its end; the description says why. */
    static final String BROKEN = "BROKEN";

    private final JdbcClient database;
    private final Cohort cohort;
    private final StepExecution step;
    private final int maxRows;
    private final RowJudge judge = new RowJudge();
    private @Nullable UploadedRows rows;
    private int number;

    UploadReader(JdbcClient database, Cohort cohort, StepExecution step, int maxRows) {
        this.database = database;
        this.cohort = cohort;
        this.step = step;
        this.maxRows = maxRows;
    }

    @Override
    public void open(ExecutionContext context) {
        rows = UploadedRows.of(
                Objects.requireNonNull(cohort.format()),
                PieceStream.ofUpload(database, cohort.id().value()));
        int staged = database.sql("select coalesce(max(row), 0) from cohort_row where cohort_id = ?")
                .param(cohort.id().value())
                .query(Integer.class)
                .single();
        for (int row = 0; row < staged && read() != null; row++) {
            // Parsing again is cheap; what parsing depends on, such as open quotes, needs no saving.
        }
    }

    @Override
    public @Nullable StagedRow read() {
        if (rows == null) {
            return null;
        }
        try {
            var next = rows.next();
            if (next == null) {
                return null;
            }
            if (next.number() > maxRows) {
                throw new BrokenUploadException(
                        next.line(), "there are more than %,d rows; split the file.".formatted(maxRows));
            }
            number = next.number();
            var judged = judge.process(next);
            return cohort.hasLines() ? judged : judged.withoutLine();
        } catch (BrokenTextException e) {
            step.setExitStatus(new ExitStatus(BROKEN, failure(e)));
            rows = null;
            return null;
        }
    }

    private String failure(BrokenTextException broken) {
        return cohort.hasLines() ? broken.failure() : "Row " + (number + 1) + ": " + broken.reason();
    }

    @Override
    public void close() {
        rows = null;
    }
}
