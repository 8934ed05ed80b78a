package io.laurel.worker.cohort;

import io.laurel.contracts.CohortId;
import java.io.InputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An upload's bytes, fetched one piece at a time. */
final class UploadStream extends InputStream {

    private final JdbcClient database;
    private final CohortId cohort;
    private byte[] piece = {};
    private int number = Integer.MIN_VALUE;
    private int position;

    UploadStream(JdbcClient database, CohortId cohort) {
        this.database = database;
        this.cohort = cohort;
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
            var found = database.sql("""
                            select number, bytes from cohort_upload_piece
                            where upload_id = ? and number > ?
                            order by number limit 1
                            """)
                    .params(cohort.value(), number)
                    .query((row, n) -> {
                        if (number != Integer.MIN_VALUE && row.getInt("number") != number + 1) {
                            throw new IllegalStateException("a piece is missing behind number " + number);
                        }
                        number = row.getInt("number");
                        piece = row.getBytes("bytes");
                        position = 0;
                        return true;
                    })
                    .optional();
            if (found.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
