package io.laurel.ingress.apikey;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.ApiKeySecret;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The keys that an organization has: those that were not revoked. */
@Component
class OrganizationKeys {

    private final JdbcClient jdbc;
    private final KeyMaking making;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OrganizationKeys(JdbcClient jdbc, KeyMaking making, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.making = making;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    Page<ApiKey> list(Member owner, PageRequest page) {
        var rows = jdbc.sql("""
                        select k.id, k.name, k.prefix, k.last_four, k.scopes, k.rate_limit_per_minute, k.created_at, k.last_used_at,
                            k.created_by, a.first_name || ' ' || a.last_name as creator, a.email
                        from api_key k left join account a on a.id = k.created_by
                        where k.organization_id = :organization and k.revoked_at is null
                            and (cast(:beforeTime as timestamptz) is null or (k.created_at, k.id) < (:beforeTime, :beforeId))
                        order by k.created_at desc, k.id desc
                        limit :limit offset :offset
                        """).param("organization", owner.organization().value());
        return page.read(
                rows,
                (row, number) -> apiKey(row),
                last -> new Cursor(last.createdAt(), last.id()),
                () -> count(owner.organization()));
    }

    private int count(OrganizationId organization) {
        return jdbc.sql("select count(*) from api_key where organization_id = ? and revoked_at is null")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    /** Makes a key for all of {@code /api/v1}, if the plan includes one more. */
    ApiKey create(Member owner, String name, int rateLimitPerMinute) {
        var made = making.make(owner, name, rateLimitPerMinute, null);
        var account = owner.account();
        return new ApiKey(
                made.id(),
                name,
                ApiKeySecret.Kind.LIVE.prefix(),
                made.secret().lastFour(),
                Scope.OF_CREDENTIALS,
                rateLimitPerMinute,
                made.at(),
                null,
                new ApiKey.Creator(account.id(), account.name(), account.email()),
                made.secret().text());
    }

    /** Stops a key for good; when this returns no instance takes it any more. */
    ApiKey revoke(Member owner, UUID id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var revoked = jdbc.sql("""
                            with revoked as (
                                update api_key set revoked_at = ?
                                where id = ? and organization_id = ? and revoked_at is null
                                returning id, name, prefix, last_four, scopes, rate_limit_per_minute, created_at, last_used_at,
                                    created_by
                            )
                            select k.id, k.name, k.prefix, k.last_four, k.scopes, k.rate_limit_per_minute, k.created_at,
                                k.last_used_at, k.created_by, a.first_name || ' ' || a.last_name as creator, a.email
                            from revoked k left join account a on a.id = k.created_by
                            """)
                    .params(parameter(clock.instant()), id, owner.organization().value())
                    .query((row, number) -> apiKey(row))
                    .optional()
                    .orElseThrow(() -> ApiException.notFound("There is no API key with this id."));
            audit.record(
                    owner,
                    "api_key.revoked",
                    id.toString(),
                    Map.of("name", revoked.name(), "lastFour", revoked.lastFour()));
            return revoked;
        }));
    }

    private static ApiKey apiKey(ResultSet row) throws SQLException {
        return new ApiKey(
                uuid(row, "id"),
                row.getString("name"),
                row.getString("prefix"),
                row.getString("last_four"),
                Scope.ofColumn(row, "scopes"),
                row.getInt("rate_limit_per_minute"),
                instant(row, "created_at"),
                instantOrNull(row, "last_used_at"),
                creator(row),
                null);
    }

    private static ApiKey.@Nullable Creator creator(ResultSet row) throws SQLException {
        var account = uuidOrNull(row, "created_by");
        return account == null ? null : new ApiKey.Creator(account, row.getString("creator"), row.getString("email"));
    }
}
