package io.laurel.worker.lms;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.worker.lms.LmsFile.State;
import io.laurel.worker.lms.location.Arrival;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What became of each file. */
@Repository
class Ledger {

    private static final String SELECT = """
            select id, source_id, encode(sha256, 'hex') as sha256, name, bytes, version, found_at, state, attempt, reason from lms_file
            """;

    private static final String ROWS_READ = "(rows_earned + rows_not_earned + rows_passed_over + rows_faulty)";

    private final JdbcClient database;
    private final Clock clock;

    Ledger(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    LmsFile get(UUID id) {
        return database.sql(SELECT + " where id = ?")
                .param(id)
                .query(Ledger::file)
                .single();
    }

    /** Those that still lie where they arrived, as far as we know. */
    List<LmsFile> unarchived(UUID source) {
        return database.sql(SELECT
                        + " where source_id = ? and archived_at is null and state <> 'gone' order by found_at, id")
                .param(source)
                .query(Ledger::file)
                .list();
    }

    /**
     * Takes a content down, once. One that was gone, or rejected, is tried anew: nothing was issued from it. One that was read, or
     * is being read, is a repetition, which has an entry of its own.
     *
     * @return empty when another file of this content waits to be read, or was rejected and is not put away: it is not known yet what
     *     will become of it
     */
    Optional<LmsFile> record(Source source, Arrival arrival, String sha256) {
        var known = database.sql("""
                        insert into lms_file
                            (id, source_id, organization_id, sha256, name, bytes, version, found_at, state)
                        values (:id, :source, :organization, decode(:sha256, 'hex'), :name, :bytes, :version, :now, 'copying')
                        on conflict (source_id, sha256) where state <> 'repeated' do update
                        set name = excluded.name, bytes = excluded.bytes, version = excluded.version,
                            found_at = excluded.found_at, state = 'copying', attempt = lms_file.attempt + 1, reason = null,
                            form = null, report = null, ended_at = null, archived_at = null, archived_as = null,
                            rows_earned = 0, rows_not_earned = 0, rows_passed_over = 0, rows_faulty = 0, rows_unknown = 0,
                            tries = 0, tried_at_row = 0
                        where lms_file.state = 'gone' or (lms_file.state = 'rejected' and lms_file.archived_at is not null)
                        returning id
                        """)
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("source", source.id())
                .param("organization", source.organizationId().value())
                .param("sha256", sha256)
                .param("name", arrival.name())
                .param("bytes", arrival.bytes())
                .param("version", arrival.version())
                .param("now", now())
                .query(UUID.class)
                .optional();
        return known.or(() -> repetition(source, arrival, sha256)).map(this::get);
    }

    private Optional<UUID> repetition(Source source, Arrival arrival, String sha256) {
        return database.sql("""
                        insert into lms_file (id, source_id, organization_id, sha256, name, bytes, version, found_at, state, repeats,
                            cohort_id, ended_at, reason)
                        select :id, source_id, organization_id, sha256, :name, :bytes, :version, :now, 'repeated', id, cohort_id, :now,
                            'The same content was taken before, as ' || name || '. Nothing is issued from it again.'
                        from lms_file where source_id = :source and sha256 = decode(:sha256, 'hex')
                            and state in ('reading', 'joining', 'taken')
                        returning id
                        """)
                .param("id", UuidCreator.getTimeOrderedEpoch())
                .param("source", source.id())
                .param("sha256", sha256)
                .param("name", arrival.name())
                .param("bytes", arrival.bytes())
                .param("version", arrival.version())
                .param("now", now())
                .query(UUID.class)
                .optional();
    }

    void setState(LmsFile file, State state, @Nullable String reason) {
        database.sql("update lms_file set state = ?, reason = ? where id = ?")
                .param(state.text())
                .param(reason)
                .param(file.id())
                .update();
    }

    /**
     * All that is needed to read it is in the database.
     *
     * @param joins where its people are found
     */
    void copied(LmsFile file, Collection<UUID> joins) {
        database.sql("update lms_file set state = ?, reason = null, joins = ? where id = ?")
                .param((joins.isEmpty() ? State.READING : State.JOINING).text())
                .param(joins.toArray(UUID[]::new))
                .param(file.id())
                .update();
    }

    /** An attempt to read it begins. Counted before it is made, for it may be the one that ends the worker. */
    void trying(LmsFile file) {
        database.sql("""
                        update lms_file
                        set tries = case when tried_at_row = %1$s then tries + 1 else 1 end, tried_at_row = %1$s
                        where id = ?
                        """.formatted(ROWS_READ)).param(file.id()).update();
    }

    /** What broke the attempt off is no fault of the file's. */
    void didNotTry(LmsFile file) {
        database.sql("update lms_file set tries = greatest(tries - 1, 0) where id = ?")
                .param(file.id())
                .update();
    }

    /** Whether the last attempts, so many in a row, did not get beyond where they began. */
    boolean isHopeless(LmsFile file, int attempts) {
        return database.sql("select tries >= ? and tried_at_row = %s from lms_file where id = ?".formatted(ROWS_READ))
                .params(attempts, file.id())
                .query(Boolean.class)
                .single();
    }

    int rowsRead(LmsFile file) {
        return database.sql("select %s from lms_file where id = ?".formatted(ROWS_READ))
                .param(file.id())
                .query(Integer.class)
                .single();
    }

    /**
     * Its rows are read.
     *
     * @return how many earned the badge
     */
    int taken(LmsFile file) {
        return database.sql("""
                        update lms_file
                        set state = 'taken', ended_at = :now, cohort_id = case when rows_earned > 0 then :cohort end
                        where id = :id returning rows_earned
                        """)
                .param("now", now())
                .param("cohort", file.cohort().value())
                .param("id", file.id())
                .query(Integer.class)
                .single();
    }

    /** Nothing of it will be issued. */
    void reject(LmsFile file, String reason) {
        database.sql("update lms_file set state = 'rejected', reason = ?, ended_at = ? where id = ?")
                .param(reason)
                .param(now())
                .param(file.id())
                .update();
    }

    void archived(LmsFile file, @Nullable String path) {
        database.sql("update lms_file set archived_at = ?, archived_as = ? where id = ? and archived_at is null")
                .param(now())
                .param(path)
                .param(file.id())
                .update();
    }

    Optional<String> report(LmsFile file) {
        return database.sql("select report::text from lms_file where id = ?")
                .param(file.id())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static LmsFile file(ResultSet row, int n) throws SQLException {
        return new LmsFile(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                Objects.requireNonNull(row.getObject("source_id", UUID.class)),
                row.getString("sha256"),
                row.getString("name"),
                row.getLong("bytes"),
                row.getString("version"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempt"),
                row.getString("reason"));
    }
}
