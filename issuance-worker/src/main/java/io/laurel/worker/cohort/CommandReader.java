package io.laurel.worker.cohort;

import io.laurel.contracts.CohortRow;
import io.laurel.contracts.IssueCredential;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Walks the rows to issue in the order of their numbers, a page at a time at constant cost. */
class CommandReader implements ItemStreamReader<IssueCredential> {

    private static final String ROW = "commands.row";

    private final SubmittableRows rows;
    private final int pageSize;
    private Iterator<IssueCredential> page = Collections.emptyIterator();
    private int row;

    CommandReader(SubmittableRows rows, int pageSize) {
        this.rows = rows;
        this.pageSize = pageSize;
    }

    @Override
    public void open(ExecutionContext context) {
        row = context.getInt(ROW, 0);
        page = Collections.emptyIterator();
    }

    @Override
    public @Nullable IssueCredential read() {
        if (!page.hasNext()) {
            page = rows.after(row, pageSize).iterator();
        }
        if (!page.hasNext()) {
            return null;
        }
        var command = page.next();
        row = rowOf(command).row();
        return command;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(ROW, row);
    }

    static CohortRow rowOf(IssueCredential command) {
        return Objects.requireNonNull(command.cohortRow());
    }
}
