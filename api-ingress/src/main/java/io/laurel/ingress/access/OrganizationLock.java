package io.laurel.ingress.access;

import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.contracts.OrganizationId;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets one transaction at a time change what an organization's plan caps, so that what it counts is what there is. */
@Component
public class OrganizationLock {

    private final JdbcClient jdbc;
    private final Clock clock;

    OrganizationLock(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An organization as it is while it is held. */
    public record Held(String name, Plan plan) {}

    /** Holds the organization until the transaction ends. Nobody who only refers to its row waits. */
    public Held hold(OrganizationId organization) {
        return jdbc.sql("""
                        select name, effective_plan(plan, grant_expires_at, ?) as plan
                        from organization where id = ? for no key update
                        """)
                .params(parameter(clock.instant()), organization.value())
                .query((row, number) -> new Held(row.getString("name"), Plan.of(row.getString("plan"))))
                .single();
    }
}
