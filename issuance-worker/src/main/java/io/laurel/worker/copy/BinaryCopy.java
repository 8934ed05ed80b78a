package io.laurel.worker.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows for a table in PostgreSQL's binary COPY format, the fastest way in. A row is {@link #row()} and then one call for
 * each column, in the order of the constructor. Not thread-safe.
 */
public final class BinaryCopy {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int NULL = -1;
    private static final int END = -1;

    private final String sql;
    private final int columns;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    private final DataOutputStream out = new DataOutputStream(bytes);

    public BinaryCopy(String table, String... columns) {
        this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        this.columns = columns.length;
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        });
    }

    public BinaryCopy row() {
        write(() -> out.writeShort(columns));
        return this;
    }

    public BinaryCopy uuid(@Nullable UUID value) {
        return value == null
                ? nothing()
                : field(16, () -> {
                    out.writeLong(value.getMostSignificantBits());
                    out.writeLong(value.getLeastSignificantBits());
                });
    }

    public BinaryCopy text(@Nullable String value) {
        return value == null ? nothing() : bytes(value.getBytes(UTF_8));
    }

    /** A bytea, or a text that is UTF-8 already. */
    public BinaryCopy bytes(byte[] value) {
        return field(value.length, () -> out.write(value));
    }

    public BinaryCopy integer(@Nullable Integer value) {
        return value == null ? nothing() : field(4, () -> out.writeInt(value));
    }

    public BinaryCopy bigint(long value) {
        return field(8, () -> out.writeLong(value));
    }

    public BinaryCopy bool(boolean value) {
        return field(1, () -> out.writeBoolean(value));
    }

    /** A timestamptz; microseconds. */
    public BinaryCopy instant(@Nullable Instant value) {
        return value == null ? nothing() : field(8, () -> out.writeLong(ChronoUnit.MICROS.between(EPOCH, value)));
    }

    /** Sends the rows within the connection's transaction. */
    public long execute(Connection connection) throws SQLException {
        write(() -> out.writeShort(END));
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            var all = bytes.toByteArray();
            copy.writeToCopy(all, 0, all.length);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private BinaryCopy nothing() {
        write(() -> out.writeInt(NULL));
        return this;
    }

    private BinaryCopy field(int length, Write value) {
        write(() -> {
            out.writeInt(length);
            value.run();
        });
        return this;
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
    }
}
