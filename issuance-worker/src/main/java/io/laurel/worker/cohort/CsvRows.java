package io.laurel.worker.cohort;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.laurel.worker.text.StrictReader;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** CSV by RFC 4180 with a header: columns in any case and order, LF or CRLF, white space around values ignored. */
final class CsvRows implements UploadedRows {

    private final StrictReader text;
    private final CsvRecords records = new CsvRecords();
    private final CloseableIterator<CsvRecords.Fields> iterator;
    private int number;

    CsvRows(StrictReader text) {
        this.text = text;
        this.iterator = CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .detectBomHeader(false)
                .maxBufferSize(MAX_CHARACTERS)
                .build(records, text)
                .iterator();
    }

    @Override
    public @Nullable UploadedRow next() {
        if (!records.hasHeader() && read() == null) {
            throw new BrokenUploadException(1, "the file is empty; it needs a header with the columns name and email.");
        }
        var fields = read();
        if (fields == null) {
            refuseUnclosedQuote();
            return null;
        }
        number++;
        return new UploadedRow(
                number,
                records.lastLine(),
                fields.name(),
                fields.email(),
                fields.evidenceUrl(),
                fields.isPublic(),
                null);
    }

    private CsvRecords.@Nullable Fields read() {
        try {
            return iterator.next();
        } catch (NoSuchElementException e) {
            return null;
        } catch (CsvParseException e) {
            throw explain(e);
        }
    }

    /** FastCSV wraps everything that happens while it reads, also what our reader and the database throw. */
    private RuntimeException explain(CsvParseException e) {
        return switch (e.getCause()) {
            case CsvParseException cause
            when cause.getMessage() != null && cause.getMessage().contains("buffer") ->
                new BrokenUploadException(records.line(), "a field has no end; a closing quote may be missing.");
            case CsvParseException cause ->
                new BrokenUploadException(records.line(), "a closing quote is followed by other text.");
            case RuntimeException cause -> cause;
            case null, default -> e;
        };
    }

    /** FastCSV takes the end of the file for a closing quote, so the quotes are counted. */
    private void refuseUnclosedQuote() {
        if (text.quotes() != records.quotes()) {
            throw new BrokenUploadException(records.lastLine(), "a quote is opened and never closed.");
        }
    }
}
