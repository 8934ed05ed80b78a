package io.laurel.worker.lms;

import io.laurel.worker.lms.location.Location;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Copies a file into the database: from there any worker can go on. Each piece is a transaction of its own; what is left of a
 * copy that broke off is thrown away by the next one.
 */
@Repository
class Copies {

    private static final int PIECE = 256 * 1024;

    private final JdbcClient database;
    private final LmsSettings settings;

    Copies(JdbcClient database, LmsSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    static String sha256(Location location, String name) throws IOException {
        var digest = sha256();
        try (var bytes = location.open(name)) {
            var piece = bytes.readNBytes(PIECE);
            while (piece.length > 0) {
                digest.update(piece);
                piece = bytes.readNBytes(PIECE);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether what was copied is what was recorded. */
    boolean copy(LmsFile file, Location location) throws IOException {
        forget("lms_piece", file.id());
        var digest = sha256();
        try (var bytes = location.open(file.name())) {
            var number = 0;
            var piece = bytes.readNBytes(PIECE);
            while (piece.length > 0) {
                digest.update(piece);
                database.sql("insert into lms_piece (file_id, number, bytes) values (?, ?, ?)")
                        .params(file.id(), number++, piece)
                        .update();
                piece = bytes.readNBytes(PIECE);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.sha256());
    }

    /** Throws away all that was kept to read the file. */
    void forget(LmsFile file) {
        forget("lms_piece", file.id());
        // An earlier release kept people for each file.
        forget("lms_person", file.id());
        forget("lms_fault", file.id());
    }

    private void forget(String table, UUID file) {
        var sql = "delete from " + table + " where ctid = any (array(select ctid from " + table
                + " where file_id = ? limit ?))";
        int gone;
        do {
            gone = database.sql(sql).params(file, settings.chunk()).update();
        } while (gone == settings.chunk());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
