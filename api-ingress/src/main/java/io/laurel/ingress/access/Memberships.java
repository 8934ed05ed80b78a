package io.laurel.ingress.access;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.OrganizationId;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who belongs to an organization. Nothing is cached: a role that was taken away is gone with the next request. */
@Component
class Memberships {

    private final JdbcClient jdbc;
    private final Clock clock;

    Memberships(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Member> find(Account account, UUID organization) {
        return jdbc.sql("""
                        select m.role, o.id, o.slug, effective_plan(o.plan, o.grant_expires_at, ?) as plan
                        from member m join organization o on o.id = m.organization_id
                        where m.organization_id = ? and m.account_id = ?
                        """)
                .params(parameter(clock.instant()), organization, account.id())
                .query((row, number) -> new Member(
                        account,
                        Role.of(row.getString("role")),
                        new OrganizationId(uuid(row, "id")),
                        row.getString("slug"),
                        Plan.of(row.getString("plan"))))
                .optional();
    }
}
