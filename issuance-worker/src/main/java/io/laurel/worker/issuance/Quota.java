package io.laurel.worker.issuance;

import io.laurel.contracts.OrganizationId;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many people an organization may still issue to in a month; for plans, which reserve nothing. */
@Component
public class Quota {

    private final JdbcClient jdbc;

    Quota(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The first day of the calendar month (UTC) that a moment counts in. */
    public static LocalDate month(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
    }

    public int left(OrganizationId organization, Instant now) {
        return jdbc.sql("""
                        select p.effective as plan, coalesce(q.used, 0) as used,
                            case when p.effective = o.plan then o.contracted_monthly_recipients end as contracted
                        from organization o
                        cross join lateral (select effective_plan(o.plan, o.grant_expires_at, ?) as effective) p
                        left join quota_counter q on q.organization_id = o.id and q.month = ?
                        where o.id = ?
                        """)
                .params(Timestamp.from(now), Date.valueOf(month(now)), organization.value())
                .query((row, number) -> Math.max(
                        0,
                        IssuingOrganization.monthlyRecipients(
                                        row.getString("plan"), row.getObject("contracted", Integer.class))
                                - row.getInt("used")))
                .single();
    }
}
