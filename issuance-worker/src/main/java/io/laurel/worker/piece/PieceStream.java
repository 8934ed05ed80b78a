package io.laurel.worker.piece;

import java.io.InputStream;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file's bytes, fetched one piece at a time. */
public final class PieceStream extends InputStream {

    private final JdbcClient database;
    private final String query;
    private final UUID id;
    private byte[] piece = {};
    private int next;
    private int position;

    private PieceStream(JdbcClient database, String query, UUID id) {
        this.database = database;
        this.query = query;
        this.id = id;
    }

    /** What was uploaded for a cohort. */
    public static PieceStream ofUpload(JdbcClient database, UUID cohort) {
        return new PieceStream(database, """
                select number, bytes from cohort_upload_piece where upload_id = ? and number >= ? order by number limit 1
                """, cohort);
    }

    /** What was copied of an export. */
    public static PieceStream ofExport(JdbcClient database, UUID file) {
        return new PieceStream(database, """
                select number, bytes from lms_piece where file_id = ? and number >= ? order by number limit 1
                """, file);
    }

    @Override
    public int read() {
        return fetch() ? piece[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fetch()) {
            return -1;
        }
        var count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, count);
        position += count;
        return count;
    }

    /** Whether there is a byte at the position, from the next piece if need be. */
    private boolean fetch() {
        while (position == piece.length) {
            var found = database.sql(query)
                    .params(id, next)
                    .query((row, n) -> {
                        if (row.getInt("number") != next) {
                            throw new IllegalStateException("piece " + next + " of " + id + " is missing");
                        }
                        return row.getBytes("bytes");
                    })
                    .optional();
            if (found.isEmpty()) {
                return false;
            }
            piece = found.get();
            position = 0;
            next++;
        }
        return true;
    }
}
