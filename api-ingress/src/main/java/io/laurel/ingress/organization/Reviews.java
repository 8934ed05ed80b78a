package io.laurel.ingress.organization;

import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.account.OwnerNotices;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.net.URI;
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
    private final OwnerNotices owners;
    private final PublicAddresses addresses;

    Reviews(JdbcClient jdbc, AuditLog audit, OwnerNotices owners, PublicAddresses addresses) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.owners = owners;
        this.addresses = addresses;
    }

    private record Decided(String slug, int number) {}

    /**
     * The notices leave before the commit: while the broker is away nothing is decided and the administrator tries again.
     * Their ids follow from the decision's number, so that trying again tells nobody twice.
     */
    @Transactional
    void decide(Account administrator, UUID organization, Decision decision, @Nullable String reason) {
        var decided = jdbc.sql("""
                        update organization set status = ?, review_reason = ?, reviews = reviews + 1
                        where id = ? and status = ?
                        returning slug, reviews
                        """)
                .param(decision.to().toString())
                .param(reason)
                .param(organization)
                .param(decision.from().toString())
                .query((row, number) -> new Decided(row.getString("slug"), row.getInt("reviews")))
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
        owners.send(
                new OrganizationId(organization),
                Integer.toString(decided.number()),
                (id, owner, name) -> new Notice.OrganizationReviewed(
                        id, owner, name, decision.told(), reason, link(decided, decision)));
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

    /** A rejected organization has no page that anybody may see. */
    private URI link(Decided decided, Decision decision) {
        return decision == Decision.REJECT
                ? URI.create(addresses.base() + "/account/sign-in")
                : addresses.organization(decided.slug());
    }
}
