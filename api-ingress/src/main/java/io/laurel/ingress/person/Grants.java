package io.laurel.ingress.person;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.Permissions;
import io.laurel.ingress.access.Permissions.Level;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a district's roles allow, and who may give them. Nobody gives more than they have or touches whoever has more, so that keeping
 * people is no way to the rest; only who changes the settings could define the roles anew anyway.
 */
@Component
class Grants {

    static final String ADMIN = "admin";
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
                    roles.put(row.getString("id"), permissions(row));
                });
        return roles;
    }

    private static Permissions permissions(ResultSet row) throws SQLException {
        return new Permissions(level(row, "people"), level(row, "interviews"), level(row, "settings"));
    }

    private static Level level(ResultSet row, String column) throws SQLException {
        return Level.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
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

    /** Refuses where nobody else would be left; called while the organization is held. */
    void requireAnotherAdmin(OrganizationId district, String person) {
        boolean isAnother = jdbc.sql("""
                        select exists (select from person
                            where organization_id = ? and id <> ? and archived_at is null and jsonb_exists(roles, ?))
                        """)
                .params(district.value(), person, ADMIN)
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
