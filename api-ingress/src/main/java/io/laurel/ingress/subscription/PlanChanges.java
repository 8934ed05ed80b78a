package io.laurel.ingress.subscription;

import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.account.OwnerNotices;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes plans. Laurel takes no money: what costs more, a person of the platform decides, after whatever was agreed and
 * paid elsewhere; what costs less, an owner may have at once.
 */
@Component
class PlanChanges {

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final OwnerNotices owners;
    private final Clock clock;

    PlanChanges(JdbcClient jdbc, AuditLog audit, OwnerNotices owners, Clock clock) {
        this.owners = owners;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the administrator sets; it holds whole, nothing of what was before remains.
     *
     * @param grantExpiresAt when the plan ends by itself
     * @param contractedMonthlyRecipients instead of the plan's own number
     */
    record Terms(
            Plan plan,
            Source source,
            @Nullable Instant grantExpiresAt,
            @Nullable Integer contractedMonthlyRecipients) {}

    /** What became of an owner's wish. */
    enum Wish {
        GRANTED,
        WAITS
    }

    @Transactional
    void set(Account administrator, OrganizationId organization, Terms terms) {
        var before = lock(organization).orElseThrow(() -> ApiException.notFound("There is no such organization."));
        write(organization, terms);
        audit.record(
                organization,
                Actor.Kind.ADMINISTRATOR,
                administrator.id(),
                administrator.name(),
                "plan.changed",
                organization.toString(),
                details(terms));
        if (terms.plan() != before.effective() || !Objects.equals(terms.grantExpiresAt(), before.grantExpiresAt())) {
            tell(organization, terms);
        }
    }

    private void tell(OrganizationId organization, Terms terms) {
        owners.send(
                organization,
                "plan " + clock.instant(),
                (id, owner, name) -> new Notice.PlanChanged(
                        id,
                        owner,
                        name,
                        Notice.Plan.valueOf(terms.plan().name()),
                        terms.plan().isPaid() ? terms.grantExpiresAt() : null));
    }

    private record Present(
            Plan effective, Source source, @Nullable Instant grantExpiresAt) {}

    /** A lower plan holds at once, a higher one is asked for, and the present one takes back what was asked for. */
    @Transactional
    Wish wish(Member owner, Plan wanted) {
        var present = lock(owner.organization()).orElseThrow();
        if (wanted.compareTo(present.effective()) > 0) {
            ask(owner, wanted);
            return Wish.WAITS;
        }
        if (wanted == present.effective()) {
            ask(owner, null);
            return Wish.GRANTED;
        }
        var terms = wanted.isPaid()
                ? new Terms(wanted, present.source(), present.grantExpiresAt(), null)
                : new Terms(wanted, Source.PAID, null, null);
        write(owner.organization(), terms);
        audit.record(owner, "plan.lowered", owner.organization().toString(), details(terms));
        tell(owner.organization(), terms);
        return Wish.GRANTED;
    }

    private Optional<Present> lock(OrganizationId organization) {
        return jdbc.sql("""
                        select effective_plan(plan, grant_expires_at, ?) as effective, subscription_source, grant_expires_at
                        from organization where id = ? for no key update
                        """)
                .params(parameter(clock.instant()), organization.value())
                .query((row, number) -> new Present(
                        Plan.of(row.getString("effective")),
                        Source.named(row.getString("subscription_source")).orElseThrow(),
                        instantOrNull(row, "grant_expires_at")))
                .optional();
    }

    private void ask(Member owner, @Nullable Plan wanted) {
        int changed = jdbc.sql("""
                        update organization
                        set requested_plan = :wanted,
                            requested_plan_at = case when cast(:wanted as text) is null then null else :now end
                        where id = :id and requested_plan is distinct from :wanted
                        """)
                .param("wanted", wanted == null ? null : wanted.toString(), Types.VARCHAR)
                .param("now", parameter(clock.instant()))
                .param("id", owner.organization().value())
                .update();
        if (changed == 1) {
            audit.record(
                    owner,
                    wanted == null ? "plan.request_withdrawn" : "plan.requested",
                    owner.organization().toString(),
                    wanted == null ? Map.of() : Map.of("plan", wanted));
        }
    }

    private void write(OrganizationId organization, Terms terms) {
        jdbc.sql("""
                        update organization
                        set plan = ?, subscription_source = ?, grant_expires_at = ?, contracted_monthly_recipients = ?,
                            requested_plan = null, requested_plan_at = null
                        where id = ?
                        """)
                .param(terms.plan().toString())
                .param(terms.source().toString())
                .param(terms.grantExpiresAt() == null ? null : parameter(terms.grantExpiresAt()))
                .param(terms.contractedMonthlyRecipients())
                .param(organization.value())
                .update();
    }

    private static Map<String, ?> details(Terms terms) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("plan", terms.plan());
        details.put("subscriptionSource", terms.source());
        if (terms.grantExpiresAt() != null) {
            details.put("grantExpiresAt", terms.grantExpiresAt());
        }
        if (terms.contractedMonthlyRecipients() != null) {
            details.put("contractedMonthlyRecipients", terms.contractedMonthlyRecipients());
        }
        return details;
    }
}
