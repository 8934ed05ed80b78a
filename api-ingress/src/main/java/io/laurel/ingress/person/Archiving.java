package io.laurel.ingress.person;

import static io.laurel.ingress.page.Columns.parameter;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.access.PortalRole;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts people aside, and takes them back. Their records stay, and their address stays taken. */
@Component
public class Archiving {

    private final JdbcClient jdbc;
    private final Grants grants;
    private final SessionEnds sessions;
    private final OrganizationLock lock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Archiving(
            JdbcClient jdbc,
            Grants grants,
            SessionEnds sessions,
            OrganizationLock lock,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.grants = grants;
        this.sessions = sessions;
        this.lock = lock;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Standing(List<String> roles, boolean isArchived) {}

    /** Ends the person's sessions, too. Who is archived already stays so. */
    void archive(Actor actor, String id) {
        transaction.executeWithoutResult(status -> {
            lock.hold(actor.organization());
            var standing = standing(actor, id);
            if (actor instanceof PortalPerson person && person.personId().equals(id)) {
                throw ApiException.forbidden("Nobody archives themselves: ask another Admin.");
            }
            Grants.require(actor, grants.roles(actor.organization()), standing.roles());
            if (standing.isArchived()) {
                return;
            }
            if (standing.roles().contains(PortalRole.ADMIN)) {
                grants.requireAnotherAdmin(actor.organization(), id);
            }
            putAside(actor, id);
        });
    }

    /**
     * Archives whoever leaves the organization and has its portal's settings; others stay who they are in the district. Called while the
     * organization is held. The last Admin goes, too: an owner who puts the district is the next one.
     */
    public void leave(Actor by, UUID account) {
        jdbc.sql("""
                        select p.id from person p
                        where p.organization_id = ? and p.account_id = ? and p.archived_at is null and exists (
                            select from district_role r where r.organization_id = p.organization_id
                                and jsonb_exists(p.roles, r.id) and r.settings = 'edit')
                        for no key update
                        """)
                .params(by.organization().value(), account)
                .query(String.class)
                .optional()
                .ifPresent(id -> putAside(by, id));
    }

    private void putAside(Actor actor, String id) {
        jdbc.sql("update person set archived_at = ? where organization_id = ? and id = ?")
                .params(parameter(clock.instant()), actor.organization().value(), id)
                .update();
        sessions.end(actor.organization(), id);
        audit.record(actor, "person.archived", id);
    }

    void unarchive(Actor actor, String id) {
        transaction.executeWithoutResult(status -> {
            lock.hold(actor.organization());
            var standing = standing(actor, id);
            Grants.require(actor, grants.roles(actor.organization()), standing.roles());
            if (standing.isArchived()) {
                jdbc.sql("update person set archived_at = null where organization_id = ? and id = ?")
                        .params(actor.organization().value(), id)
                        .update();
                audit.record(actor, "person.unarchived", id);
            }
        });
    }

    private Standing standing(Actor actor, String id) {
        return jdbc.sql("""
                        select array(select jsonb_object_keys(roles)) as roles, archived_at is not null as is_archived
                        from person where organization_id = ? and id = ? for no key update
                        """)
                .params(actor.organization().value(), id)
                .query((row, number) -> new Standing(
                        List.of((String[]) row.getArray("roles").getArray()), row.getBoolean("is_archived")))
                .optional()
                .orElseThrow(Grants::notFound);
    }
}
