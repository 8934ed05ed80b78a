package io.laurel.ingress.domain;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.OrganizationId;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps which domain an organization says is its own, and which it has proved. */
@Component
class Domains {

    private static final int TOKEN_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Clock clock;

    Domains(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A row. */
    record Kept(
            OrganizationId organization,
            DomainName domain,
            String token,
            Instant createdAt,
            @Nullable Instant verifiedAt) {

        /** What the record must hold. */
        String proof() {
            return "laurel-domain-verification=" + token;
        }
    }

    Optional<Kept> find(OrganizationId organization) {
        return jdbc.sql("""
                        select organization_id, domain, token, created_at, verified_at
                        from organization_domain where organization_id = ?
                        """)
                .param(organization.value())
                .query((row, number) -> kept(row))
                .optional();
    }

    /** Takes the place of a domain that was not verified; the same domain keeps its token. */
    boolean start(OrganizationId organization, DomainName domain) {
        return jdbc.sql("""
                        insert into organization_domain (organization_id, domain, token, created_at) values (?, ?, ?, ?)
                        on conflict (organization_id) do update
                        set domain = excluded.domain, token = excluded.token, created_at = excluded.created_at
                        where organization_domain.verified_at is null and organization_domain.domain <> excluded.domain
                        """)
                        .params(organization.value(), domain.ascii(), token(), parameter(clock.instant()))
                        .update()
                == 1;
    }

    /** Another organization that has proved the domain; its row is held until the transaction ends. */
    Optional<Kept> holder(Kept asking) {
        return jdbc.sql("""
                        select organization_id, domain, token, created_at, verified_at
                        from organization_domain
                        where domain = ? and organization_id <> ? and verified_at is not null
                        for update
                        """)
                .params(asking.domain().ascii(), asking.organization().value())
                .query((row, number) -> kept(row))
                .optional();
    }

    /** False when it was not verified any more, or another one is by now. */
    boolean release(Kept domain) {
        return jdbc.sql("""
                        update organization_domain set verified_at = null
                        where organization_id = ? and domain = ? and token = ? and verified_at is not null
                        """)
                        .params(domain.organization().value(), domain.domain().ascii(), domain.token())
                        .update()
                == 1;
    }

    /** Verified domains whose proof was not looked for since then: this instance does now, and no other. */
    List<Kept> takeDue(Instant since, int most) {
        return jdbc.sql("""
                        update organization_domain set looked_up_at = :now
                        where organization_id = any (array(
                            select organization_id from organization_domain
                            where verified_at is not null and coalesce(looked_up_at, verified_at) <= :since
                            order by coalesce(looked_up_at, verified_at) limit :most for no key update skip locked))
                        returning organization_id, domain, token, created_at, verified_at
                        """)
                .param("now", parameter(clock.instant()))
                .param("since", parameter(since))
                .param("most", most)
                .query((row, number) -> kept(row))
                .list();
    }

    /** Notes whether the proof was there; says how often in a row it was not. */
    int noteProof(Kept domain, boolean isThere) {
        return jdbc.sql("""
                        update organization_domain set failures = case when ? then 0 else failures + 1 end
                        where organization_id = ? and domain = ? and token = ? and verified_at is not null
                        returning failures
                        """)
                .params(isThere, domain.organization().value(), domain.domain().ascii(), domain.token())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** False when the domain is no longer the one that was asked for. */
    boolean verified(Kept domain) {
        return jdbc.sql("""
                        update organization_domain set verified_at = ?, looked_up_at = null, failures = 0
                        where organization_id = ? and domain = ? and token = ?
                        """)
                        .params(
                                parameter(clock.instant()),
                                domain.organization().value(),
                                domain.domain().ascii(),
                                domain.token())
                        .update()
                == 1;
    }

    boolean remove(OrganizationId organization) {
        return jdbc.sql("delete from organization_domain where organization_id = ?")
                        .param(organization.value())
                        .update()
                == 1;
    }

    private static String token() {
        var bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new OrganizationId(uuid(row, "organization_id")),
                new DomainName(row.getString("domain")),
                row.getString("token"),
                instant(row, "created_at"),
                instantOrNull(row, "verified_at"));
    }
}
