package io.laurel.ingress.person;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Permissions;
import io.laurel.ingress.access.Permissions.Level;
import io.laurel.ingress.access.PortalRole;
import io.laurel.ingress.access.Scope;
import io.laurel.web.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a district's roles allow, and who may give them. Nobody gives more than they have or touches whoever has more, so that keeping
 * people is no way to the rest; only who changes the settings could define the roles anew anyway.
 */
@Component
class Grants {

    static final Permissions EVERYTHING = new Permissions(Level.EDIT, Level.EDIT, Level.EDIT);

    private static final Permissions NOTHING = new Permissions(Level.NONE, Level.NONE, Level.NONE);

    private final JdbcClient jdbc;

    Grants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The permissions of each role that there is. */
    Map<String, Permissions> roles(OrganizationId district) {
        var roles = new HashMap<String, Permissions>();
        jdbc.sql("select id, people, interviews, settings from district_role where organization_id = ?")
                .param(district.value())
                .query(row -> {
                    roles.put(row.getString("id"), Permissions.of(row));
                });
        return roles;
    }

    /** Refuses to give, take or touch what the actor does not have. */
    static void require(Actor actor, Map<String, Permissions> roles, Collection<String> touched) {
        var own = Permissions.of(actor);
        if (own.settings() == Level.EDIT) {
            return;
        }
        for (var role : touched) {
            if (!own.coverAll(roles.getOrDefault(role, NOTHING))) {
                throw ApiException.forbidden("The role " + role
                        + " allows more than you may: somebody with the district's settings can do this.");
            }
        }
    }

    /** Refuses to give a role that nobody gives who does not read what it shows. */
    static void requireToGive(Actor actor, Map<String, Permissions> roles, Collection<String> added) {
        require(actor, roles, added);
        if (added.contains(PortalRole.MENTOR)) {
            requireReading(actor, "To give the role " + PortalRole.MENTOR);
        }
    }

    /**
     * Refuses what decides who is shown somebody and their interviews, to whoever could so show them to themselves: the permissions of
     * mentors and candidates tell nothing of it, as they are about everybody's.
     */
    static void requireReading(Actor actor, String deed) {
        var own = Permissions.of(actor);
        if (own.settings() == Level.EDIT) {
            return;
        }
        var missing = new ArrayList<String>();
        if (own.people() == Level.NONE) {
            missing.add(actor instanceof Caller ? Scope.READ_PEOPLE.toString() : "People view");
        }
        if (own.interviews() == Level.NONE) {
            missing.add(actor instanceof Caller ? Scope.READ_INTERVIEWS.toString() : "Interviews view");
        }
        if (!missing.isEmpty()) {
            throw ApiException.forbidden(
                    deed + " needs " + String.join(" and ", missing) + ", too: it decides who reads them.");
        }
    }

    /** Refuses where nobody else would be left; called while the organization is held. */
    void requireAnotherAdmin(OrganizationId district, String person) {
        boolean isAnother = jdbc.sql("""
                        select exists (select from person
                            where organization_id = ? and id <> ? and archived_at is null and jsonb_exists(roles, ?))
                        """)
                .params(district.value(), person, PortalRole.ADMIN)
                .query(Boolean.class)
                .single();
        if (!isAnother) {
            throw ApiException.conflict("This person is the district's last Admin: make somebody else one first.");
        }
    }

    static ApiException notFound() {
        return ApiException.notFound("There is no person with this id.");
    }
}
