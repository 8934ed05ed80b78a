package io.laurel.worker.cohort;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of fields. The first record is the header; of the others only the columns that matter are kept. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<CsvRecords.Fields> {

    /** What one record says in the columns that matter. */
    record Fields(
            @Nullable String name,
            @Nullable String email,
            @Nullable String evidenceUrl,
            @Nullable String isPublic) {}

    private enum Column {
        NAME,
        EMAIL,
        EVIDENCE_URL,
        PUBLIC
    }

    private final List<String> header = new ArrayList<>();
    private final Map<Column, String> values = new EnumMap<>(Column.class);
    private @Nullable Column[] columns = {};
    private boolean hasHeader;
    private long line;
    private long lastLine;
    private long quotes;

    boolean hasHeader() {
        return hasHeader;
    }

    /** Where the record that is being read starts. */
    long line() {
        return line;
    }

    /** Where the last record that was read starts. */
    long lastLine() {
        return lastLine;
    }

    /** How many quote characters the fields were written with, had each quote been closed. */
    long quotes() {
        return quotes;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        values.clear();
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        countQuotes(buffer, offset, length, quoted);
        if (!hasHeader) {
            header.add(new String(buffer, offset, length));
        } else if (index < columns.length) {
            var column = columns[index];
            if (column != null) {
                values.put(column, new String(buffer, offset, length));
            }
        }
    }

    private void countQuotes(char[] buffer, int offset, int length, boolean quoted) {
        var within = 0;
        for (var i = offset; i < offset + length; i++) {
            within += buffer[i] == '"' ? 1 : 0;
        }
        quotes += quoted ? 2 + 2L * within : within;
    }

    @Override
    protected @Nullable Fields buildRecord() {
        if (getRecordType() == RecordType.EMPTY) {
            return null;
        }
        lastLine = line;
        if (!hasHeader) {
            readHeader();
        } else if (getFieldCount() > columns.length) {
            throw new BrokenUploadException(
                    line, "%d columns, but the header has %d.".formatted(getFieldCount(), columns.length));
        }
        return new Fields(
                values.get(Column.NAME),
                values.get(Column.EMAIL),
                values.get(Column.EVIDENCE_URL),
                values.get(Column.PUBLIC));
    }

    private void readHeader() {
        columns = new @Nullable Column[header.size()];
        var missing = new ArrayList<>(List.of("name", "email"));
        for (var column : Column.values()) {
            var name = column.name().toLowerCase(Locale.ROOT);
            for (var i = 0; i < columns.length; i++) {
                if (!header.get(i).strip().toLowerCase(Locale.ROOT).equals(name)) {
                    continue;
                }
                if (!missing.remove(name) && Arrays.asList(columns).contains(column)) {
                    throw new BrokenUploadException(line, "the header has the column " + name + " twice.");
                }
                columns[i] = column;
            }
        }
        if (!missing.isEmpty()) {
            throw new BrokenUploadException(
                    line,
                    "the header needs the column" + (missing.size() > 1 ? "s " : " ") + String.join(" and ", missing)
                            + ".");
        }
        hasHeader = true;
    }
}
