package io.laurel.ingress.lms;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The history of a source, as the worker writes it down. */
@Component
class LmsFiles {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LmsFiles(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A page, the newest first; the source has been found to be the caller's. */
    Page<LmsFile> list(UUID source, PageRequest page) {
        var rows = jdbc.sql("""
                        select f.id, f.name, f.bytes, encode(f.sha256, 'hex') as sha256, f.found_at,
                            case f.state when 'joining' then 'reading' else f.state end as state, f.reason, f.form,
                            f.rows_earned, f.rows_not_earned, f.rows_passed_over, f.rows_faulty, f.rows_unknown, f.cohort_id,
                            f.ended_at, f.archived_as
                        from lms_file f
                        where f.source_id = :source
                            and (cast(:beforeTime as timestamptz) is null or (f.found_at, f.id) < (:beforeTime, :beforeId))
                        order by f.found_at desc, f.id desc
                        limit :limit offset :offset
                        """).param("source", source);
        return page.read(rows, LmsFiles::file, last -> new Cursor(last.foundAt(), last.id()), () -> count(source));
    }

    private long count(UUID source) {
        return jdbc.sql("select count(*) from lms_file where source_id = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    LmsFile.Report report(UUID source, UUID file) {
        return jdbc.sql("select report::text from lms_file where source_id = ? and id = ?")
                .params(source, file)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no file with this id."))
                .map(text -> json.readValue(text, LmsFile.Report.class))
                .orElseThrow(() -> ApiException.conflict("The file is not dealt with yet: it has no report."));
    }

    private static LmsFile file(ResultSet row, int n) throws SQLException {
        int earned = row.getInt("rows_earned");
        int notEarned = row.getInt("rows_not_earned");
        int passedOver = row.getInt("rows_passed_over");
        int faulty = row.getInt("rows_faulty");
        return new LmsFile(
                uuid(row, "id"),
                row.getString("name"),
                row.getLong("bytes"),
                row.getString("sha256"),
                instant(row, "found_at"),
                row.getString("state"),
                row.getString("reason"),
                row.getString("form"),
                new LmsFile.Rows(
                        earned + notEarned + passedOver + faulty,
                        earned,
                        notEarned,
                        passedOver,
                        faulty,
                        row.getInt("rows_unknown")),
                uuidOrNull(row, "cohort_id"),
                instantOrNull(row, "ended_at"),
                row.getString("archived_as"));
    }
}
