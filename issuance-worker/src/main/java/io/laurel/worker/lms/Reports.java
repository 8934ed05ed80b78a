package io.laurel.worker.lms;

import static io.laurel.worker.lms.Json.JSON;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the report of a file: what became of it, and the rows that need a person's eyes. */
@Repository
class Reports {

    private final JdbcClient database;
    private final LmsSettings settings;

    Reports(JdbcClient database, LmsSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * What lies beside the file, and what the API shows.
     *
     * @param outcome {@code taken}, {@code rejected} or {@code repeated}
     * @param form how the file is written, as it was recognised
     * @param cohortId the bulk job of the rows that earned
     * @param notes at most as many rows as the operator lets a report name
     * @param moreNotes how many rows besides
     */
    record Report(
            UUID fileId,
            String file,
            Instant foundAt,
            String outcome,
            @Nullable String reason,
            @Nullable String form,
            Rows rows,
            @Nullable UUID cohortId,
            List<Note> notes,
            long moreNotes) {}

    /**
     * How many rows there are.
     *
     * @param unknown of those that earned, whose address the join file does not tell
     */
    record Rows(int read, int earned, int notEarned, int passedOver, int faulty, int unknown) {}

    /** A row that was passed over, is faulty, or earned by somebody unknown. */
    record Note(int row, long line, String kind, String why) {}

    /** Keeps the report with the file's entry; to be made before the rows that it names are thrown away. */
    void make(LmsFile file) {
        var notes = notes(file.id());
        var more = count(file.id()) - notes.size();
        var report = database.sql("""
                        select id, name, found_at, state, reason, form, cohort_id,
                            rows_earned, rows_not_earned, rows_passed_over, rows_faulty, rows_unknown
                        from lms_file where id = ?
                        """)
                .param(file.id())
                .query((row, n) -> report(row, notes, more))
                .single();
        database.sql("update lms_file set report = cast(? as jsonb) where id = ?")
                .params(JSON.writeValueAsString(report), file.id())
                .update();
    }

    private List<Note> notes(UUID file) {
        return database.sql("select row, line, kind, why from lms_fault where file_id = ? order by row limit ?")
                .params(file, settings.shownFaults())
                .query((row, n) ->
                        new Note(row.getInt("row"), row.getLong("line"), row.getString("kind"), row.getString("why")))
                .list();
    }

    private long count(UUID file) {
        return database.sql("select count(*) from lms_fault where file_id = ?")
                .param(file)
                .query(Long.class)
                .single();
    }

    private static Report report(ResultSet row, List<Note> notes, long more) throws SQLException {
        var rows = new Rows(
                row.getInt("rows_earned")
                        + row.getInt("rows_not_earned")
                        + row.getInt("rows_passed_over")
                        + row.getInt("rows_faulty"),
                row.getInt("rows_earned"),
                row.getInt("rows_not_earned"),
                row.getInt("rows_passed_over"),
                row.getInt("rows_faulty"),
                row.getInt("rows_unknown"));
        return new Report(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getString("state"),
                row.getString("reason"),
                row.getString("form"),
                rows,
                row.getObject("cohort_id", UUID.class),
                notes,
                more);
    }
}
