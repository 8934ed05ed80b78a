package io.laurel.ingress.access;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Permissions.Level;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Who reads in the portal, and which part of their district they are shown: all of it, by their roles or their key; else what is
 * theirs and, for mentors, what is their candidates'. The conditions are SQL, so that no row leaves the database that they exclude.
 *
 * @param person null for a program
 */
public record Viewer(
        OrganizationId district,
        Permissions permissions,
        @Nullable String person,
        boolean isMentor) {

    private static final String ONESELF_AND_CANDIDATES = """
            (select cast(:viewer as text)
             union all
             select m.candidate_id from mentorship m
             join person c on c.organization_id = m.organization_id and c.id = m.candidate_id
             where m.organization_id = :district and m.mentor_id = :viewingMentor and jsonb_exists(c.roles, '%s'))
            """.formatted(PortalRole.CANDIDATE);

    public static Viewer of(Actor actor) {
        return actor instanceof PortalPerson person
                ? new Viewer(
                        actor.organization(),
                        person.permissions(),
                        person.personId(),
                        person.roles().contains(PortalRole.MENTOR))
                : new Viewer(actor.organization(), Permissions.of(actor), null, false);
    }

    public boolean seesAllPeople() {
        return permissions.people().includes(Level.VIEW);
    }

    /** Unpublished ones and private answers, too. */
    public boolean seesAllInterviews() {
        return permissions.interviews().includes(Level.VIEW);
    }

    /** The people whom they are shown: a condition on the column that names somebody. */
    public String people(String column) {
        return seesAllPeople() ? "true" : column + " in " + ONESELF_AND_CANDIDATES;
    }

    /** The people whose interviews they can be shown. */
    public String interviewed(String column) {
        return seesAllInterviews() ? "true" : column + " in " + ONESELF_AND_CANDIDATES;
    }

    /** The interviews that they are shown. */
    public String interviews(String alias) {
        return seesAllInterviews() ? "true" : alias + ".is_published and " + interviewed(alias + ".person_id");
    }

    /** Fills {@code :district} and what the conditions name. */
    public StatementSpec bind(StatementSpec statement) {
        return statement
                .param("district", district.value())
                .param("viewer", person, Types.VARCHAR)
                .param("viewingMentor", isMentor ? person : null, Types.VARCHAR);
    }
}
