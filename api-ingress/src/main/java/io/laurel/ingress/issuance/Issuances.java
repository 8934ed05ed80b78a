package io.laurel.ingress.issuance;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ShortId;
import io.laurel.contracts.Supersession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What requests ended as, by their primary key. */
@Component
class Issuances {

    private final JdbcClient jdbc;

    Issuances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A decided request, and the fingerprint of its content where its client had named it. */
    record Decided(Outcome outcome, @Nullable String fingerprint) {}

    Optional<Decided> find(OrganizationId organization, CredentialId id) {
        return jdbc.sql("""
                        select i.fingerprint, i.supersession, i.rejection, i.message,
                            c.short_id, c.issued_at, c.expires_at, c.supersedes_id
                        from issuance i
                        left join credential c on c.recipient_email = i.recipient_email and c.id = i.id
                        where i.id = ? and i.organization_id = ?
                        """)
                .params(id.value(), organization.value())
                .query((row, n) -> new Decided(outcome(id, row), row.getString("fingerprint")))
                .optional();
    }

    /** Whether it is decided, for whichever organization. */
    boolean isKnown(CredentialId id) {
        return jdbc.sql("select exists (select from issuance where id = ?)")
                .param(id.value())
                .query(Boolean.class)
                .single();
    }

    private static Outcome outcome(CredentialId id, ResultSet row) throws SQLException {
        String rejection = row.getString("rejection");
        if (rejection != null) {
            return new Outcome.Rejected(id, Rejection.valueOf(rejection), row.getString("message"));
        }
        var supersedes = uuidOrNull(row, "supersedes_id");
        String supersession = row.getString("supersession");
        return new Outcome.Issued(
                id,
                new ShortId(row.getString("short_id")),
                instant(row, "issued_at"),
                instantOrNull(row, "expires_at"),
                supersession == null ? Supersession.NEW : Supersession.valueOf(supersession.toUpperCase(Locale.ROOT)),
                supersedes == null ? null : new CredentialId(supersedes));
    }
}
