package io.laurel.worker.lms;

import java.io.InputStream;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file's bytes as they were copied, one piece at a time. */
final class PieceStream extends InputStream {

    private final JdbcClient database;
    private final UUID file;
    private byte[] piece = {};
    private int next;
    private int position;

    PieceStream(JdbcClient database, UUID file) {
        this.database = database;
        this.file = file;
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
        if (position == piece.length) {
            var found = database.sql("select bytes from lms_piece where file_id = ? and number = ?")
                    .params(file, next)
                    .query(byte[].class)
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
