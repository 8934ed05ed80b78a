package io.laurel.ingress.organization;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.Recipient;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.account.Notices;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Carries out what the platform's administrator decides of an organization, and tells its owners. */
@Component
class Reviews {

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Notices notices;
    private final PublicAddresses addresses;

    Reviews(JdbcClient jdbc, AuditLog audit, Notices notices, PublicAddresses addresses) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.notices = notices;
        this.addresses = addresses;
    }

    private record Decided(UUID id, String name, String slug, int number) {}

    /**
     * The notices leave before the commit: while the broker is away nothing is decided and the administrator tries again.
     * Their ids follow from the decision's number, so that trying again tells nobody twice.
     */
    @Transactional
    void decide(Account administrator, UUID organization, Decision decision, @Nullable String reason) {
        var decided = jdbc.sql("""
                        update organization set status = ?, review_reason = ?, reviews = reviews + 1
                        where id = ? and status = ?
                        returning id, name, slug, reviews
                        """)
                .param(decision.to().toString())
                .param(reason)
                .param(organization)
                .param(decision.from().toString())
                .query((row, number) ->
                        new Decided(organization, row.getString("name"), row.getString("slug"), row.getInt("reviews")))
                .optional()
                .orElseThrow(() -> refused(organization, decision));
        audit.record(
                new OrganizationId(organization),
                Actor.Kind.ADMINISTRATOR,
                administrator.id(),
                administrator.name(),
                decision.action(),
                organization.toString(),
                reason == null ? Map.of() : Map.of("reason", reason));
        owners(organization).forEach(owner -> notices.send(notice(owner, decided, decision, reason)));
    }

    private ApiException refused(UUID organization, Decision decision) {
        var status = jdbc.sql("select status from organization where id = ?")
                .param(organization)
                .query(String.class)
                .optional()
                .orElseThrow(Organizations::notFound);
        return ApiException.conflict(
                "The organization is " + status + ". This can only be done while it is " + decision.from() + ".");
    }

    private List<Recipient> owners(UUID organization) {
        return jdbc.sql("""
                        select a.email, a.first_name || ' ' || a.last_name as name
                        from member m join account a on a.id = m.account_id
                        where m.organization_id = ? and m.role = 'owner'
                        """)
                .param(organization)
                .query((row, number) -> new Recipient(row.getString("name"), row.getString("email")))
                .list();
    }

    private Notice notice(Recipient owner, Decided decided, Decision decision, @Nullable String reason) {
        return new Notice.OrganizationReviewed(
                UuidCreator.getNameBasedSha1(decided.id(), decided.number() + " " + owner.email()),
                owner,
                decided.name(),
                decision.told(),
                reason,
                link(decided, decision));
    }

    /** A rejected organization has no page that anybody may see. */
    private URI link(Decided decided, Decision decision) {
        return decision == Decision.REJECT
                ? URI.create(addresses.base() + "/account/sign-in")
                : addresses.organization(decided.slug());
    }
}
