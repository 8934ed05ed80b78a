package io.laurel.worker.lms;

import io.laurel.worker.lms.profile.ExportRow;
import io.laurel.worker.lms.profile.ExportRows;
import io.laurel.worker.lms.profile.Exports;
import io.laurel.worker.lms.profile.UnusableExportException;
import io.laurel.worker.piece.PieceStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a copied export from its start or, after a restart, from behind the last row that was written down. */
class ExportReader implements ItemStreamReader<ExportRow>, StepExecutionListener {

    /** The exit code of a step whose export cannot be read to its end; the description says why. */
    static final String BROKEN = "BROKEN";

    private static final Logger log = LoggerFactory.getLogger(ExportReader.class);

    private final JdbcClient database;
    private final Ledger ledger;
    private final Source source;
    private final LmsFile file;
    private @Nullable ExportRows rows;
    private @Nullable String failure;
    private int read;

    ExportReader(JdbcClient database, Ledger ledger, Source source, LmsFile file) {
        this.database = database;
        this.ledger = ledger;
        this.source = source;
        this.file = file;
    }

    @Override
    public void open(ExecutionContext context) {
        read = 0;
        rows = null;
        // Counted with the rows, in their transaction: a position saved beside them could be ahead of them.
        var written = ledger.rowsRead(file);
        while (read < written && read() != null) {
            // Parsing again is cheap; what parsing depends on, such as open quotes, needs no saving.
        }
    }

    @Override
    public @Nullable ExportRow read() {
        if (failure != null) {
            return null;
        }
        try {
            var reading = rows;
            if (reading == null) {
                reading = Exports.open(source.profile(), source.rule(), PieceStream.ofExport(database, file.id()));
                rows = reading;
                note(reading.form().describe());
            }
            var next = reading.next();
            read += next == null ? 0 : 1;
            return next;
        } catch (UnusableExportException e) {
            failure = e.failure();
            return null;
        }
    }

    private void note(String form) {
        log.atInfo()
                .addKeyValue("file", file.id())
                .addKeyValue("profile", source.profile().wireName())
                .addKeyValue("form", form)
                .log("Export is recognised");
        database.sql("update lms_file set form = ? where id = ?")
                .params(form, file.id())
                .update();
    }

    @Override
    public void close() {
        rows = null;
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        return failure == null ? null : new ExitStatus(BROKEN, failure);
    }
}
