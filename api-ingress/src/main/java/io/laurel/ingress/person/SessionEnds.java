package io.laurel.ingress.person;

import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.contracts.OrganizationId;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends the sessions of somebody who is no longer who began them, or not meant to go on. */
@Component
class SessionEnds {

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionEnds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void end(OrganizationId district, String person) {
        jdbc.sql("""
                        update portal_session set ended_at = ?
                        where organization_id = ? and person_id = ? and ended_at is null
                        """)
                .params(parameter(clock.instant()), district.value(), person)
                .update();
    }
}
