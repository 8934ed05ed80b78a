package io.laurel.ingress.wallet;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Credentials of other issuers that somebody keeps here. */
@Component
class Imports {

    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Imports(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Keeps it; the same one again is the one that is there. One at a time for an account, so that what is counted is what there is. */
    Imported add(Account account, Judged judged) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select id from account where id = ? for no key update")
                    .param(account.id())
                    .query(UUID.class)
                    .single();
            return addAlone(account, judged);
        }));
    }

    private Imported addAlone(Account account, Judged judged) {
        var hash = Sha256.of(judged.credential().getBytes(UTF_8));
        var id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                        insert into imported_credential
                            (id, account_id, sha256, document, name, issuer, issued_at, expires_at, imported_at)
                        select :id, :account, :hash, :document, :name, :issuer, :issuedAt, :expiresAt, :now
                        where (select count(*) from imported_credential where account_id = :account) < :most
                        on conflict (account_id, sha256) do nothing
                        """)
                .param("id", id)
                .param("account", account.id())
                .param("hash", hash)
                .param("document", judged.credential())
                .param("name", judged.name())
                .param("issuer", judged.issuer())
                .param("issuedAt", judged.issuedAt() == null ? null : parameter(judged.issuedAt()))
                .param("expiresAt", judged.expiresAt() == null ? null : parameter(judged.expiresAt()))
                .param("now", parameter(clock.instant()))
                .param("most", MOST)
                .update();
        return jdbc.sql("""
                        select id, name, issuer, issued_at, expires_at, imported_at, document from imported_credential
                        where account_id = ? and sha256 = ?
                        """)
                .params(account.id(), hash)
                .query((row, number) -> imported(row))
                .optional()
                .orElseThrow(() -> ApiException.conflict("A wallet holds at most " + MOST + " imported credentials."));
    }

    Page<Imported> list(Account account, PageRequest page) {
        var rows = jdbc.sql("""
                        select id, name, issuer, issued_at, expires_at, imported_at, null as document from imported_credential
                        where account_id = ? order by imported_at desc, id desc limit ? offset ?
                        """)
                .params(account.id(), page.limit(), page.offset())
                .query((row, number) -> imported(row))
                .list();
        long total = jdbc.sql("select count(*) from imported_credential where account_id = ?")
                .param(account.id())
                .query(Long.class)
                .single();
        return page.holding(rows, total);
    }

    void remove(Account account, UUID id) {
        int removed = jdbc.sql("delete from imported_credential where account_id = ? and id = ?")
                .params(account.id(), id)
                .update();
        if (removed == 0) {
            throw ApiException.notFound("There is no such imported credential in your wallet.");
        }
    }

    /** As they were handed in, after that one in the order of their ids. */
    List<Document> documents(Account account, UUID after, int most) {
        return jdbc.sql("""
                        select id, document from imported_credential where account_id = ? and id > ? order by id limit ?
                        """)
                .params(account.id(), after, most)
                .query((row, number) -> new Document(uuid(row, "id"), row.getString("document")))
                .list();
    }

    private static Imported imported(ResultSet row) throws SQLException {
        return new Imported(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("issuer"),
                instantOrNull(row, "issued_at"),
                instantOrNull(row, "expires_at"),
                instant(row, "imported_at"),
                row.getString("document"));
    }
}
