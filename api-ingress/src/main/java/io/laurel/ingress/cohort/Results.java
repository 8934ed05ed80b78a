package io.laurel.ingress.cohort;

import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.CohortId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of a cohort with what each ended as: staged rows joined with outcomes, never a copy. */
@Component
class Results {

    private static final String ROWS = """
            select r.row, r.name, r.email,
                case when r.invalid is not null then 'invalid' else lower(coalesce(i.supersession, r.plan)) end as state,
                case when r.invalid is not null then 'invalid'
                    when i.rejection = 'ACTIVE_NON_EXPIRING' or lower(r.plan) = 'active_non_expiring' then 'skipped'
                    when r.plan is not null then 'valid'
                    when i.id is null then 'undecided'
                    when i.rejection is null then 'issued'
                    else 'failed' end as outcome,
                coalesce(r.invalid, i.message) as reason, c.short_id, c.id as credential
            from cohort_row r
            left join issuance i on i.id = r.credential_id and r.invalid is null
            left join credential c on c.recipient_email = r.email and c.id = i.id
            where r.cohort_id = :cohort
            """;

    private final JdbcClient jdbc;

    Results(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those after a row, in their order. */
    List<ResultRow> after(CohortId cohort, int row, @Nullable String outcome, int limit, long offset) {
        return jdbc.sql("select * from (" + ROWS + """
                         and r.row > :after) x
                        where cast(:outcome as text) is null or outcome = :outcome
                        order by row limit :limit offset :offset
                        """)
                .param("cohort", cohort.value())
                .param("after", row)
                .param("outcome", outcome, Types.VARCHAR)
                .param("limit", limit)
                .param("offset", offset)
                .query(Results::row)
                .list();
    }

    long count(CohortId cohort, @Nullable String outcome) {
        return outcome == null
                ? jdbc.sql("select count(*) from cohort_row where cohort_id = ?")
                        .param(cohort.value())
                        .query(Long.class)
                        .single()
                : jdbc.sql("select count(*) from (" + ROWS + ") x where outcome = :outcome")
                        .param("cohort", cohort.value())
                        .param("outcome", outcome)
                        .query(Long.class)
                        .single();
    }

    private static ResultRow row(ResultSet row, int n) throws SQLException {
        return new ResultRow(
                row.getInt("row"),
                row.getString("name"),
                row.getString("email"),
                row.getString("state"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("short_id"),
                uuidOrNull(row, "credential"));
    }
}
