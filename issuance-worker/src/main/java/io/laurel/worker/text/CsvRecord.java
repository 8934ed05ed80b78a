package io.laurel.worker.text;

import org.jspecify.annotations.Nullable;

/** A record of a CSV text, and of its fields those that were asked for. */
public final class CsvRecord {

    private final long line;
    private final int size;
    private final int filled;
    private final @Nullable String[] fields;

    CsvRecord(long line, int size, int filled, @Nullable String[] fields) {
        this.line = line;
        this.size = size;
        this.filled = filled;
        this.fields = fields;
    }

    /** Where it starts, counted from 1. */
    public long line() {
        return line;
    }

    /** How many fields it has. */
    public int size() {
        return size;
    }

    /** How many fields it has without the blank ones at its end. */
    public int filled() {
        return filled;
    }

    /** Null where the record ends before the column, or the column was not asked for. */
    public @Nullable String field(int column) {
        return column < fields.length ? fields[column] : null;
    }
}
