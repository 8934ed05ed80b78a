package io.laurel.worker.lms;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.worker.copy.BinaryCopy;
import io.laurel.worker.lms.location.Arrival;
import io.laurel.worker.lms.location.Location;
import io.laurel.worker.lms.profile.Exports;
import io.laurel.worker.lms.profile.Person;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The people of join files, in the database: copied once for each version of a file, and kept for as long as that is the one to
 * join with. To be used only by the holder of the source's lock.
 */
@Repository
class JoinFiles {

    private static final Logger log = LoggerFactory.getLogger(JoinFiles.class);

    private final JdbcClient database;
    private final JdbcTemplate copying;
    private final TransactionOperations transactions;
    private final LmsSettings settings;

    JoinFiles(JdbcClient database, JdbcTemplate copying, TransactionOperations transactions, LmsSettings settings) {
        this.database = database;
        this.copying = copying;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** @param isNeeded whether a file is still to be read with it, whatever lies there now */
    private record Kept(
            UUID id, String role, String profile, String name, String version, boolean isWhole, boolean isNeeded) {

        boolean is(Source source, String wantedRole, Arrival file) {
            return isWhole
                    && role.equals(wantedRole)
                    && profile.equals(source.profile().wireName())
                    && name.equals(file.name())
                    && version.equals(file.version());
        }
    }

    /** Forgets the people of all other files, but for those that an export in the database waits for, and of copies that broke off. */
    void keepOnly(Source source, Map<String, Arrival> joins) {
        kept(source.id()).stream()
                .filter(kept -> !kept.isNeeded())
                .filter(kept ->
                        joins.entrySet().stream().noneMatch(join -> kept.is(source, join.getKey(), join.getValue())))
                .forEach(kept -> forget(kept.id()));
    }

    /** Forgets the people of a source that does not run any more. */
    void forgetAll(Source source) {
        kept(source.id()).forEach(kept -> forget(kept.id()));
    }

    /**
     * Under which id the people of a file are found; they are copied first, if they are not there yet.
     *
     * @return empty when another file took its place meanwhile: what was copied may be of both
     * @throws io.laurel.worker.lms.profile.UnusableExportException when it is no join file of this role
     */
    Optional<UUID> peopleOf(Source source, String role, Arrival file, Location location) throws IOException {
        var known = whole(source, role, file);
        if (known.isPresent()) {
            return known;
        }
        var id = UuidCreator.getTimeOrderedEpoch();
        database.sql("""
                        insert into lms_join (id, source_id, role, profile, name, version, state)
                        values (?, ?, ?, ?, ?, ?, 'copying')
                        """)
                .params(id, source.id(), role, source.profile().wireName(), file.name(), file.version())
                .update();
        try (var bytes = location.open(file.name())) {
            copy(id, source, role, bytes);
        }
        if (!location.isStill(file)) {
            forget(id);
            return Optional.empty();
        }
        transactions.executeWithoutResult(_ -> {
            hold(id);
            setState(id, "whole");
        });
        return Optional.of(id);
    }

    private Optional<UUID> whole(Source source, String role, Arrival file) {
        return kept(source.id()).stream()
                .filter(kept -> kept.is(source, role, file))
                .map(Kept::id)
                .findFirst();
    }

    private List<Kept> kept(UUID source) {
        return database.sql("""
                        select id, role, profile, name, version, state,
                            exists (select from lms_file f
                                where f.source_id = j.source_id and f.archived_at is null and f.state = 'joining'
                                    and j.id = any (f.joins)) as is_needed
                        from lms_join j where source_id = ?
                        """)
                .param(source)
                .query((row, n) -> new Kept(
                        row.getObject("id", UUID.class),
                        row.getString("role"),
                        row.getString("profile"),
                        row.getString("name"),
                        row.getString("version"),
                        row.getString("state").equals("whole"),
                        row.getBoolean("is_needed")))
                .list();
    }

    private void copy(UUID id, Source source, String role, InputStream bytes) {
        var people = Exports.openPeople(source.profile(), role, bytes);
        log.atInfo()
                .addKeyValue("source", source.id())
                .addKeyValue("role", role)
                .addKeyValue("profile", source.profile().wireName())
                .addKeyValue("form", people.form().describe())
                .log("Join file is recognised");
        var chunk = new ArrayList<Person>();
        for (var person = people.next(); person != null; person = people.next()) {
            chunk.add(person);
            if (chunk.size() == settings.chunk()) {
                add(id, chunk);
                chunk.clear();
            }
        }
        add(id, chunk);
    }

    private void add(UUID id, Collection<Person> people) {
        var copy = new BinaryCopy("lms_person", "file_id", "key", "name", "email");
        people.forEach(person ->
                copy.row().uuid(id).text(person.key()).text(person.name()).text(person.email()));
        transactions.executeWithoutResult(_ -> {
            hold(id);
            copying.execute((ConnectionCallback<Long>) copy::execute);
        });
    }

    /** Another worker that took us for dead has thrown away what we copied, and we must not go on with it. */
    private void hold(UUID id) {
        if (database.sql("select id from lms_join where id = ? and state = 'copying' for share")
                .param(id)
                .query(UUID.class)
                .optional()
                .isEmpty()) {
            throw new IllegalStateException("another worker has taken over the join file " + id);
        }
    }

    private void forget(UUID id) {
        setState(id, "leaving");
        int gone;
        do {
            gone = database.sql("""
                            delete from lms_person
                            where ctid = any (array(select ctid from lms_person where file_id = ? limit ?))
                            """).params(id, settings.chunk()).update();
        } while (gone == settings.chunk());
        database.sql("delete from lms_join where id = ?").param(id).update();
    }

    private void setState(UUID id, String state) {
        database.sql("update lms_join set state = ? where id = ?")
                .params(state, id)
                .update();
    }
}
