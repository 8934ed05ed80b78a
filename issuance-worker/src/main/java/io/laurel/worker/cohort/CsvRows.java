package io.laurel.worker.cohort;

import io.laurel.worker.text.CsvRecord;
import io.laurel.worker.text.CsvRecords;
import io.laurel.worker.text.StrictReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV by RFC 4180 with a header: columns in any case and order, LF or CRLF, white space around values ignored. */
final class CsvRows implements UploadedRows {

    private enum Column {
        NAME,
        EMAIL,
        EVIDENCE_URL,
        PUBLIC
    }

    private final CsvRecords records;
    private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
    private int width;
    private int number;

    CsvRows(StrictReader text) {
        this.records = new CsvRecords(text, text::quotes, ',');
    }

    @Override
    public @Nullable UploadedRow next() {
        if (columns.isEmpty()) {
            readHeader();
        }
        var record = records.next();
        if (record == null) {
            return null;
        }
        if (record.size() > width) {
            throw new BrokenUploadException(
                    record.line(), "%d columns, but the header has %d.".formatted(record.size(), width));
        }
        number++;
        return new UploadedRow(
                number,
                record.line(),
                field(record, Column.NAME),
                field(record, Column.EMAIL),
                field(record, Column.EVIDENCE_URL),
                field(record, Column.PUBLIC),
                null);
    }

    private @Nullable String field(CsvRecord record, Column column) {
        var index = columns.get(column);
        return index == null ? null : record.field(index);
    }

    private void readHeader() {
        var header = records.next();
        if (header == null) {
            throw new BrokenUploadException(1, "the file is empty; it needs a header with the columns name and email.");
        }
        width = header.size();
        for (var i = 0; i < width; i++) {
            find(header, i);
        }
        refuseMissing(header.line());
        var kept = new BitSet();
        columns.values().forEach(kept::set);
        records.keep(kept);
    }

    private void find(CsvRecord header, int index) {
        var name = String.valueOf(header.field(index)).strip().toLowerCase(Locale.ROOT);
        for (var column : Column.values()) {
            if (nameOf(column).equals(name) && columns.put(column, index) != null) {
                throw new BrokenUploadException(
                        header.line(), "the header has the column " + nameOf(column) + " twice.");
            }
        }
    }

    private void refuseMissing(long line) {
        var missing = new ArrayList<>(List.of(Column.NAME, Column.EMAIL));
        missing.removeAll(columns.keySet());
        if (!missing.isEmpty()) {
            throw new BrokenUploadException(
                    line,
                    "the header needs the column" + (missing.size() > 1 ? "s " : " ")
                            + String.join(
                                    " and ",
                                    missing.stream().map(CsvRows::nameOf).toList())
                            + ".");
        }
    }

    private static String nameOf(Column column) {
        return column.name().toLowerCase(Locale.ROOT);
    }
}
