package io.laurel.ingress.member;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Plan;
import io.laurel.web.ApiException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many owners an organization has and can have: never none, never more than its plan includes. Asked while it is held. */
@Component
class Owners {

    private final JdbcClient jdbc;

    Owners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Refuses one more. */
    void requireRoom(OrganizationId organization, Plan plan) {
        requireRoom(plan, count(organization));
    }

    /** Refuses one more to be invited; those who are invited already count. */
    void requireRoomToInvite(OrganizationId organization, Plan plan) {
        int invited =
                jdbc.sql("""
                        select count(*) from invitation
                        where organization_id = ? and role = 'owner' and state = 'open'
                        """).param(organization.value()).query(Integer.class).single();
        requireRoom(plan, count(organization) + invited);
    }

    private static void requireRoom(Plan plan, int taken) {
        var most = plan.mostOwners();
        if (most.isPresent() && taken >= most.getAsInt()) {
            throw ApiException.forbidden("The %s plan includes %d %s, and no more can be made or invited."
                    .formatted(plan, most.getAsInt(), most.getAsInt() == 1 ? "owner" : "owners"));
        }
    }

    /** Refuses to let an owner go who is the only one. */
    void requireAnother(OrganizationId organization) {
        if (count(organization) < 2) {
            throw ApiException.conflict("An organization needs an owner: make somebody else one first.");
        }
    }

    private int count(OrganizationId organization) {
        return jdbc.sql("select count(*) from member where organization_id = ? and role = 'owner'")
                .param(organization.value())
                .query(Integer.class)
                .single();
    }
}
