package io.laurel.worker.lms;

import io.laurel.worker.copy.BinaryCopy;
import io.laurel.worker.lms.location.Location;
import io.laurel.worker.lms.profile.Exports;
import io.laurel.worker.lms.profile.Person;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Copies a file, and the people of its join files, into the database: from there any worker can go on. Each piece is a
 * transaction of its own; what is left of a copy that broke off is thrown away by the next one.
 */
@Repository
class Copies {

    private static final int PIECE = 256 * 1024;

    private final JdbcClient database;
    private final JdbcTemplate copying;
    private final LmsSettings settings;

    Copies(JdbcClient database, JdbcTemplate copying, LmsSettings settings) {
        this.database = database;
        this.copying = copying;
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

    void forgetPeople(LmsFile file) {
        forget("lms_person", file.id());
    }

    /**
     * Adds the people of a join file.
     *
     * @throws io.laurel.worker.lms.profile.UnusableExportException when it is none
     */
    void addPeople(LmsFile file, Source source, String role, InputStream bytes) {
        var people = Exports.openPeople(source.profile(), role, bytes);
        var chunk = new ArrayList<Person>();
        for (var person = people.next(); person != null; person = people.next()) {
            chunk.add(person);
            if (chunk.size() == settings.chunk()) {
                add(file.id(), chunk);
                chunk.clear();
            }
        }
        add(file.id(), chunk);
    }

    private void add(UUID file, List<Person> people) {
        var copy = new BinaryCopy("lms_person", "file_id", "key", "name", "email");
        people.forEach(person ->
                copy.row().uuid(file).text(person.key()).text(person.name()).text(person.email()));
        copying.execute((ConnectionCallback<Long>) copy::execute);
    }

    /** Throws away all that was kept to read the file. */
    void forget(LmsFile file) {
        forget("lms_piece", file.id());
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
