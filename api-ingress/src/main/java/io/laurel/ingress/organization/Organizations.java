package io.laurel.ingress.organization;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.integerOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.Role;
import io.laurel.ingress.page.Cursor;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads organizations: somebody's own, or all of them for the platform's administrator. */
@Component
class Organizations {

    private static final String COLUMNS = """
            o.id, o.name, o.slug, o.description, o.website, o.status, o.review_reason, o.email_enabled, o.created_at,
            effective_plan(o.plan, o.grant_expires_at, :now) as effective_plan
            """;

    private static final String SUBSCRIPTION = """
            , o.plan, o.subscription_source, o.grant_expires_at, o.contracted_monthly_recipients, o.requested_plan
            """;

    private static final String ONE_PAGE = """
            and (cast(:beforeTime as timestamptz) is null or (o.created_at, o.id) < (:beforeTime, :beforeId))
            order by o.created_at desc, o.id desc
            limit :limit offset :offset
            """;

    private final JdbcClient jdbc;
    private final PublicAddresses addresses;
    private final Clock clock;

    Organizations(JdbcClient jdbc, PublicAddresses addresses, Clock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** An organization as this member of it sees it. */
    Organization get(UUID organization, UUID account) {
        return jdbc.sql("select " + COLUMNS + """
                        , m.role
                        from organization o join member m on m.organization_id = o.id
                        where o.id = :id and m.account_id = :account
                        """)
                .param("now", parameter(clock.instant()))
                .param("id", organization)
                .param("account", account)
                .query((row, number) -> organization(row, Role.of(row.getString("role"))))
                .optional()
                .orElseThrow(Organizations::notFound);
    }

    static ApiException notFound() {
        return ApiException.notFound("There is no such organization.");
    }

    /** Those that the account belongs to. */
    Page<Organization> of(Account account, PageRequest page) {
        var rows = jdbc.sql("select " + COLUMNS + """
                        , m.role
                        from organization o join member m on m.organization_id = o.id
                        where m.account_id = :account
                        """ + ONE_PAGE)
                .param("now", parameter(clock.instant()))
                .param("account", account.id());
        return page.read(
                rows,
                (row, number) -> organization(row, Role.of(row.getString("role"))),
                last -> new Cursor(last.createdAt(), last.id()),
                () -> memberships(account));
    }

    private long memberships(Account account) {
        return jdbc.sql("select count(*) from member where account_id = ?")
                .param(account.id())
                .query(Long.class)
                .single();
    }

    /** An organization for the platform's administrator. */
    Organization.Reviewed review(UUID organization) {
        return jdbc.sql("select " + COLUMNS + SUBSCRIPTION + """
                        , a.email as created_by
                        from organization o left join account a on a.id = o.created_by
                        where o.id = :id
                        """)
                .param("now", parameter(clock.instant()))
                .param("id", organization)
                .query((row, number) -> reviewed(row))
                .optional()
                .orElseThrow(Organizations::notFound);
    }

    /** All of them, or those of one status. */
    Page<Organization.Reviewed> all(@Nullable Status status, PageRequest page) {
        // Two texts, not one with "or": each has its own index.
        String which = status == null ? "where true " : "where o.status = :status ";
        String name = status == null ? null : status.toString();
        var rows = jdbc.sql("select " + COLUMNS + SUBSCRIPTION
                        + ", a.email as created_by from organization o left join account a on a.id = o.created_by "
                        + which + ONE_PAGE)
                .param("now", parameter(clock.instant()))
                .param("status", name, Types.VARCHAR);
        return page.read(
                rows,
                (row, number) -> reviewed(row),
                last -> new Cursor(
                        last.organization().createdAt(), last.organization().id()),
                () -> jdbc.sql("select count(*) from organization o " + which)
                        .param("status", name, Types.VARCHAR)
                        .query(Long.class)
                        .single());
    }

    private Organization.Reviewed reviewed(ResultSet row) throws SQLException {
        var requested = row.getString("requested_plan");
        return new Organization.Reviewed(
                organization(row, null),
                row.getString("created_by"),
                Plan.of(row.getString("plan")),
                row.getString("subscription_source"),
                instantOrNull(row, "grant_expires_at"),
                integerOrNull(row, "contracted_monthly_recipients"),
                requested == null ? null : Plan.of(requested));
    }

    private Organization organization(ResultSet row, @Nullable Role role) throws SQLException {
        var slug = row.getString("slug");
        return new Organization(
                uuid(row, "id"),
                row.getString("name"),
                slug,
                row.getString("description"),
                row.getString("website"),
                Status.named(row.getString("status")).orElseThrow(),
                row.getString("review_reason"),
                Plan.of(row.getString("effective_plan")),
                row.getBoolean("email_enabled"),
                addresses.organization(slug),
                instant(row, "created_at"),
                role);
    }
}
