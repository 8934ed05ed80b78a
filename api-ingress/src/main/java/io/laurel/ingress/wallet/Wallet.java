package io.laurel.ingress.wallet;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.ShortId;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.credential.Credentials;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What somebody has earned, found by their verified address: all of it is in one partition. */
@Component
class Wallet {

    private static final String WITH_STATUS = """
            from (
                select c.id, c.short_id, c.badge_id, c.organization_id, c.issued_at, c.expires_at, c.claimed_at, c.revoked_at,
                       c.is_public, c.supersedes_id, c.superseded_by_id,
            """ + Credentials.STATUS + """
                from credential c where c.recipient_email = :email
            ) c
            """;
    private static final String OF_STATUS = WITH_STATUS + " where (:status::text is null or c.status = :status)";
    private static final String EARNED = """
            select c.*, b.name as badge_name, b.image_sha256, o.name as issuer_name, o.slug
            from (select c.* %s) c
            join badge b on b.id = c.badge_id
            join organization o on o.id = c.organization_id
            """;

    private final JdbcClient jdbc;
    private final PublicAddresses addresses;
    private final Clock clock;

    Wallet(JdbcClient jdbc, PublicAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    Page<Earned> list(Account account, @Nullable String status, PageRequest page) {
        var earned = jdbc.sql(EARNED.formatted(
                                OF_STATUS + " order by c.issued_at desc, c.id desc limit :limit offset :offset")
                        + " order by c.issued_at desc, c.id desc")
                .param("email", account.email())
                .param("now", parameter(clock.instant()))
                .param("status", status)
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query((row, number) -> earned(row))
                .list();
        return page.holding(earned, count(account, status));
    }

    Earned get(Account account, CredentialId id) {
        return jdbc.sql(EARNED.formatted(WITH_STATUS + " where c.id = :id"))
                .param("email", account.email())
                .param("now", parameter(clock.instant()))
                .param("id", id.value())
                .query((row, number) -> earned(row))
                .single();
    }

    private long count(Account account, @Nullable String status) {
        return jdbc.sql("select count(*) " + OF_STATUS)
                .param("email", account.email())
                .param("now", parameter(clock.instant()))
                .param("status", status)
                .query(Long.class)
                .single();
    }

    /** The signed documents that were claimed and not revoked, after that one in the order of their ids. */
    List<Document> documents(Account account, UUID after, int most) {
        return jdbc.sql("""
                        select id, document from credential
                        where recipient_email = ? and id > ? and claimed_at is not null and revoked_at is null
                        order by id limit ?
                        """)
                .params(account.email(), after, most)
                .query((row, number) -> new Document(uuid(row, "id"), row.getString("document")))
                .list();
    }

    private Earned earned(ResultSet row) throws SQLException {
        var shortId = row.getString("short_id");
        return new Earned(
                uuid(row, "id"),
                shortId,
                row.getString("badge_name"),
                addresses.image(row.getString("image_sha256")),
                row.getString("issuer_name"),
                addresses.organization(row.getString("slug")),
                row.getString("status"),
                instant(row, "issued_at"),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "claimed_at"),
                instantOrNull(row, "revoked_at"),
                row.getBoolean("is_public"),
                addresses.verification(new ShortId(shortId)),
                uuidOrNull(row, "supersedes_id"),
                uuidOrNull(row, "superseded_by_id"));
    }
}
