package io.laurel.ingress.subscription;

import static io.laurel.ingress.page.Columns.instant;
import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.Notice;
import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.account.OwnerNotices;
import io.laurel.ingress.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells owners that a granted plan has ended. It ended without anybody's doing, so somebody has to look. */
@Component
class GrantEnds {

    private static final Logger LOG = LoggerFactory.getLogger(GrantEnds.class);
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final OwnerNotices owners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    GrantEnds(JdbcClient jdbc, AuditLog audit, OwnerNotices owners, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Ended(OrganizationId organization, Plan plan, Instant at) {}

    @Scheduled(fixedDelayString = "${laurel.plans.look-for-ended-grants-every:1m}")
    void tell() {
        try {
            transaction.executeWithoutResult(status -> ended().forEach(this::tell));
        } catch (RuntimeException e) {
            LOG.warn("owners are not told of plans that ended, and will be: {}", e.toString());
        }
    }

    /** One instance tells of each. */
    private List<Ended> ended() {
        return jdbc.sql("""
                        update organization set grant_end_told = grant_expires_at
                        where id = any (array(
                            select id from organization
                            where grant_expires_at <= ? and grant_end_told is distinct from grant_expires_at
                            order by grant_expires_at limit ? for no key update skip locked))
                        returning id, plan, grant_expires_at
                        """)
                .params(parameter(clock.instant()), AT_ONCE)
                .query((row, number) -> new Ended(
                        new OrganizationId(uuid(row, "id")),
                        Plan.of(row.getString("plan")),
                        instant(row, "grant_expires_at")))
                .list();
    }

    private void tell(Ended ended) {
        audit.record(
                ended.organization(),
                Actor.Kind.SYSTEM,
                null,
                "Laurel",
                "plan.ended",
                ended.organization().toString(),
                Map.of("plan", ended.plan()));
        owners.send(
                ended.organization(),
                "grant ended " + ended.at(),
                (id, owner, name) -> new Notice.GrantEnded(
                        id, owner, name, Notice.Plan.valueOf(ended.plan().name())));
    }
}
