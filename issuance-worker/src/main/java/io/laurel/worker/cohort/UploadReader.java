package io.laurel.worker.cohort;

import io.laurel.worker.text.BrokenTextException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads an upload from its start or, after a restart, from behind the last row that was staged. */
class UploadReader implements ItemStreamReader<UploadedRow> {

    /** The exit code of a step whose upload cannot be read to its end; the description says why. */
    static final String BROKEN = "BROKEN";

    private static final String ROW = "upload.row";

    private final JdbcClient database;
    private final Cohort cohort;
    private final StepExecution step;
    private final int maxRows;
    private @Nullable UploadedRows rows;
    private int row;

    UploadReader(JdbcClient database, Cohort cohort, StepExecution step, int maxRows) {
        this.database = database;
        this.cohort = cohort;
        this.step = step;
        this.maxRows = maxRows;
    }

    @Override
    public void open(ExecutionContext context) {
        rows = UploadedRows.of(Objects.requireNonNull(cohort.format()), new UploadStream(database, cohort.id()));
        var staged = context.getInt(ROW, 0);
        row = 0;
        while (row < staged && read() != null) {
            // Parsing again is cheap; what parsing depends on, such as open quotes, needs no saving.
        }
    }

    @Override
    public @Nullable UploadedRow read() {
        if (rows == null) {
            return null;
        }
        try {
            var next = rows.next();
            if (next != null) {
                row = next.number();
                if (row > maxRows) {
                    throw new BrokenUploadException(
                            next.line(), "there are more than %,d rows; split the file.".formatted(maxRows));
                }
            }
            return next;
        } catch (BrokenTextException e) {
            step.setExitStatus(new ExitStatus(BROKEN, e.failure()));
            rows = null;
            return null;
        }
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(ROW, row);
    }

    @Override
    public void close() {
        rows = null;
    }
}
