package io.laurel.ingress.subscription;

import static io.laurel.ingress.page.Columns.instantOrNull;
import static io.laurel.ingress.page.Columns.integerOrNull;
import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Plan;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organization's plan and counts what is used of it. */
@Component
class Subscriptions {

    private static final String ONE = """
            with o as (
                select id, plan, effective_plan(plan, grant_expires_at, :now) as effective, subscription_source,
                    grant_expires_at, contracted_monthly_recipients, requested_plan
                from organization where id = :id
            )
            select o.plan, o.effective, o.subscription_source, o.grant_expires_at, o.requested_plan,
                case when o.effective = o.plan then o.contracted_monthly_recipients end as contracted,
                coalesce((select used from quota_counter where organization_id = o.id and month = :month), 0) as recipients,
                (select count(*) from member where organization_id = o.id and role = 'owner') as owners,
                (select count(*) from badge where organization_id = o.id) as badges,
                k.keys, k.working
            from o cross join lateral (
                select count(*) as keys,
                    count(*) filter (where not api_key_is_surplus(k.organization_id, k.created_at, k.id, o.effective))
                        as working
                from api_key k where k.organization_id = o.id and k.revoked_at is null and api_key_is_counted(k.scopes)) k
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Subscriptions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Subscription get(OrganizationId organization) {
        var now = clock.instant();
        var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        return jdbc.sql(ONE)
                .param("now", parameter(now))
                .param("id", organization.value())
                .param("month", month.atDay(1))
                .query((row, number) -> subscription(row, month))
                .optional()
                .orElseThrow(() -> ApiException.notFound("There is no such organization."));
    }

    private static Subscription subscription(ResultSet row, YearMonth month) throws SQLException {
        var plan = Plan.of(row.getString("effective"));
        var contracted = integerOrNull(row, "contracted");
        var requested = row.getString("requested_plan");
        return new Subscription(
                Plan.of(row.getString("plan")),
                plan,
                Source.named(row.getString("subscription_source")).orElseThrow(),
                instantOrNull(row, "grant_expires_at"),
                contracted,
                requested == null ? null : Plan.of(requested),
                new Subscription.Month(
                        month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                        month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                        row.getInt("recipients"),
                        contracted == null ? plan.monthlyRecipients() : contracted),
                new Subscription.Keys(row.getInt("keys"), orNull(plan.mostApiKeys()), row.getInt("working")),
                new Subscription.Usage(row.getInt("owners"), orNull(plan.mostOwners())),
                new Subscription.Usage(row.getInt("badges"), orNull(plan.mostBadges())));
    }

    private static @Nullable Integer orNull(OptionalInt most) {
        return most.isPresent() ? most.getAsInt() : null;
    }
}
