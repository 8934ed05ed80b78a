package io.laurel.worker.cohort;

import io.laurel.contracts.CohortRow;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Recipient;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of a cohort that its current attempt is to issue, as the commands that ask for it. */
final class SubmittableRows {

    private final JdbcClient database;
    private final Cohort cohort;

    SubmittableRows(JdbcClient database, Cohort cohort) {
        this.database = database;
        this.cohort = cohort;
    }

    List<IssueCredential> after(int row, int limit) {
        return database.sql("""
                        select row, credential_id, name, email, evidence_url, is_public from cohort_row
                        where cohort_id = ? and row > ? and invalid is null and attempt = ?
                        order by row limit ?
                        """)
                .params(cohort.id().value(), row, cohort.attempt(), limit)
                .query(this::command)
                .list();
    }

    /** Those up to a row that have no outcome. Looked up row by row: the table of outcomes is far too large to scan. */
    List<IssueCredential> undecided(int upTo, int limit) {
        return database.sql("""
                        select row, credential_id, name, email, evidence_url, is_public from cohort_row
                        where cohort_id = ? and row <= ? and invalid is null and attempt = ?
                            and (select i.id from issuance i where i.id = cohort_row.credential_id) is null
                        order by row limit ?
                        """)
                .params(cohort.id().value(), upTo, cohort.attempt(), limit)
                .query(this::command)
                .list();
    }

    /** How many there are, and the number of the last one. */
    SentSoFar all() {
        return database.sql("""
                        select count(*) as commands, coalesce(max(row), 0) as last_row from cohort_row
                        where cohort_id = ? and invalid is null and attempt = ?
                        """)
                .params(cohort.id().value(), cohort.attempt())
                .query((row, n) -> new SentSoFar(row.getLong("commands"), row.getInt("last_row")))
                .single();
    }

    /** How many are recorded as decided. */
    long decided() {
        return database.sql("""
                        select coalesce(sum(t.issued + t.renewed + t.skipped + t.failed), 0) - c.decided_before
                        from cohort c left join cohort_tally t on t.cohort_id = c.id where c.id = ? group by c.id
                        """).param(cohort.id().value()).query(Long.class).single();
    }

    private IssueCredential command(ResultSet row, int n) throws SQLException {
        return new IssueCredential(
                new CredentialId(row.getObject("credential_id", UUID.class)),
                cohort.organizationId(),
                cohort.badgeId(),
                new Recipient(row.getString("name"), row.getString("email")),
                Optional.ofNullable(row.getString("evidence_url"))
                        .map(URI::create)
                        .orElse(null),
                row.getBoolean("is_public"),
                cohort.createdAt(),
                null,
                new CohortRow(cohort.id(), row.getInt("row")),
                null);
    }
}
