package io.laurel.worker.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.Reader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** CSV by RFC 4180, one record at a time: LF or CRLF, white space around quotes ignored, empty lines skipped. */
public final class CsvRecords {

    /** More than any honest record needs; an unclosed quote ends here. */
    public static final int MAX_CHARACTERS = 1 << 20;

    private final LongSupplier quotesInText;
    private final Records records = new Records();
    private final CloseableIterator<CsvRecord> iterator;

    /**
     * @param quotesInText how many quote characters were read when the text is at its end
     */
    public CsvRecords(Reader text, LongSupplier quotesInText, char separator) {
        this.quotesInText = quotesInText;
        this.iterator = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(true)
                .detectBomHeader(false)
                .maxBufferSize(MAX_CHARACTERS)
                .build(records, text)
                .iterator();
    }

    /** From now on only these columns are kept of a record. */
    public void keep(BitSet columns) {
        records.kept = columns;
    }

    /**
     * Reads on.
     *
     * @return null at the end
     * @throws BrokenTextException when the text cannot be read to its end
     * @throws java.io.UncheckedIOException when its reader cannot
     */
    public @Nullable CsvRecord next() {
        try {
            return iterator.next();
        } catch (NoSuchElementException e) {
            refuseUnclosedQuote();
            return null;
        } catch (CsvParseException e) {
            throw explain(e);
        }
    }

    /** FastCSV wraps everything that happens while it reads, also what the text's reader throws. */
    private RuntimeException explain(CsvParseException e) {
        return switch (e.getCause()) {
            case CsvParseException cause
            when cause.getMessage() != null && cause.getMessage().contains("buffer") ->
                new BrokenTextException(records.line, "a field has no end; a closing quote may be missing.");
            case CsvParseException cause ->
                new BrokenTextException(records.line, "a closing quote is followed by other text.");
            case RuntimeException cause -> cause;
            case null, default -> e;
        };
    }

    /** FastCSV takes the end of the text for a closing quote, so the quotes are counted. */
    private void refuseUnclosedQuote() {
        if (quotesInText.getAsLong() != records.quotes) {
            throw new BrokenTextException(records.lastLine, "a quote is opened and never closed.");
        }
    }

    private static final class Records extends AbstractBaseCsvCallbackHandler<CsvRecord> {

        private @Nullable BitSet kept;
        private final List<@Nullable String> fields = new ArrayList<>();
        private int characters;
        private int filled;
        private long line;
        private long lastLine = 1;

        /** How many quote characters the fields were written with, had each quote been closed. */
        private long quotes;

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            fields.clear();
            characters = 0;
            filled = 0;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            inspect(index, buffer, offset, length, quoted);
            characters += length + 1;
            if (characters > MAX_CHARACTERS) {
                throw new BrokenTextException(line, "the row has no end; it is longer than a row can be.");
            }
            if (kept == null || index < kept.length()) {
                fields.add(kept == null || kept.get(index) ? new String(buffer, offset, length) : null);
            }
        }

        private void inspect(int index, char[] buffer, int offset, int length, boolean quoted) {
            var within = 0;
            var isBlank = true;
            for (var i = offset; i < offset + length; i++) {
                within += buffer[i] == '"' ? 1 : 0;
                isBlank &= Character.isWhitespace(buffer[i]);
            }
            quotes += quoted ? 2 + 2L * within : within;
            filled = isBlank ? filled : index + 1;
        }

        @Override
        protected @Nullable CsvRecord buildRecord() {
            if (getRecordType() == RecordType.EMPTY) {
                return null;
            }
            lastLine = line;
            return new CsvRecord(line, getFieldCount(), filled, fields.toArray(String[]::new));
        }
    }
}
