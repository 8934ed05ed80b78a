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

/**
 * The rows of a cohort that its current attempt is to issue, as the commands that ask for it: those for which its plan saw no
 * quota left, or all others. Where there was no plan, all are others.
 */
final class SubmittableRows {

    private final JdbcClient database;
    private final Cohort cohort;
    private final boolean overQuota;

    SubmittableRows(JdbcClient database, Cohort cohort, boolean overQuota) {
        this.database = database;
        this.cohort = cohort;
        this.overQuota = overQuota;
    }

    List<IssueCredential> after(int row, int limit) {
        return database.sql("""
                        select row, credential_id, name, email, evidence_url, is_public from cohort_row
                        where cohort_id = ? and row > ? and invalid is null and attempt = ?
                            and (plan is not distinct from 'over_quota') = ?
                        order by row limit ?
                        """)
                .params(cohort.id().value(), row, cohort.attempt(), overQuota, limit)
                .query(this::command)
                .list();
    }

    /** Those up to a row that have no outcome. Looked up row by row: the table of outcomes is far too large to scan. */
    List<IssueCredential> undecided(int upTo, int limit) {
        return database.sql("""
                        select row, credential_id, name, email, evidence_url, is_public from cohort_row
                        where cohort_id = ? and row <= ? and invalid is null and attempt = ?
                            and (plan is not distinct from 'over_quota') = ?
                            and (select i.id from issuance i where i.id = cohort_row.credential_id) is null
                        order by row limit ?
                        """)
                .params(cohort.id().value(), upTo, cohort.attempt(), overQuota, limit)
                .query(this::command)
                .list();
    }

    /** As it is before the first of them is sent: those that go before them count. */
    SentSoFar none() {
        return overQuota
                ? new SentSoFar(
                        new SubmittableRows(database, cohort, false).all().commands(), 0)
                : new SentSoFar(0, 0);
    }

    /** As it is when all of them are sent. */
    SentSoFar all() {
        return database.sql("""
                        select count(*) as commands,
                            coalesce(max(row) filter (where (plan is not distinct from 'over_quota') = :overQuota), 0) as last_row
                        from cohort_row
                        where cohort_id = :cohort and invalid is null and attempt = :attempt
                            and (:overQuota or plan is distinct from 'over_quota')
                        """)
                .param("cohort", cohort.id().value())
                .param("attempt", cohort.attempt())
                .param("overQuota", overQuota)
                .query((row, n) -> new SentSoFar(row.getLong("commands"), row.getInt("last_row")))
                .single();
    }

    /** How many of the attempt, whichever they are, are recorded as decided. */
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
