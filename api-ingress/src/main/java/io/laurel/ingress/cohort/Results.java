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

    /**
     * The rows of {@code :cohort}. States and plans are in lower case; what drifted was decided by another
     * state than planned; what was refused for another reason has none.
     */
    static final String ROWS = """
            select r.row, r.line, r.name, r.email, r.plan,
                case when r.invalid is not null then 'invalid' when k.dry_run then r.plan else d.state end as state,
                case when r.invalid is not null then 'invalid'
                    when not k.dry_run then coalesce(d.outcome, case k.status when 'cancelled' then 'cancelled' else 'undecided' end)
                    when r.plan is null then 'undecided'
                    when r.plan = 'active_non_expiring' then 'skipped'
                    when r.plan = 'over_quota' then 'failed'
                    else 'valid' end as outcome,
                coalesce(r.invalid, d.message, case when k.dry_run and r.plan = 'over_quota'
                    then 'The monthly quota would be used up.' end) as reason,
                coalesce(d.state <> r.plan, false) as drift, c.short_id, c.id as credential
            from cohort_row r
            join cohort k on k.id = r.cohort_id
            left join lateral (
                select i.id, i.message, row_outcome(i.rejection) as outcome, row_state(i.supersession, i.rejection) as state
                from issuance i where i.id = r.credential_id offset 0) d on r.invalid is null
            left join lateral (
                select short_id, id from credential where recipient_email = r.email and id = d.id offset 0) c on true
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
                        where cast(:outcome as text) is null or outcome = :outcome or (:outcome = 'drift' and drift)
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

    private static ResultRow row(ResultSet row, int n) throws SQLException {
        return new ResultRow(
                row.getInt("row"),
                row.getObject("line", Integer.class),
                row.getString("name"),
                row.getString("email"),
                row.getString("state"),
                row.getString("plan"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("short_id"),
                uuidOrNull(row, "credential"));
    }
}
