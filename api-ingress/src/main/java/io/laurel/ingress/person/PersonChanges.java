package io.laurel.ingress.person;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.Permissions;
import io.laurel.ingress.access.PortalId;
import io.laurel.ingress.access.PortalRole;
import io.laurel.ingress.account.Accounts;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.page.Sent;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes and changes people. Somebody's address is their account's, which is found or begun. */
@Component
class PersonChanges {

    private static final TypeReference<Map<String, Integer>> ROLES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Accounts accounts;
    private final Grants grants;
    private final SessionEnds sessions;
    private final OrganizationLock lock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PersonChanges(
            JdbcClient jdbc,
            JsonMapper json,
            Accounts accounts,
            Grants grants,
            SessionEnds sessions,
            OrganizationLock lock,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.accounts = accounts;
        this.grants = grants;
        this.sessions = sessions;
        this.lock = lock;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record State(
            UUID account,
            String email,
            String first,
            String last,
            String language,
            Map<String, Integer> roles,
            List<String> tags,
            @Nullable String avatarUrl) {

        State with(PersonRequest sent, UUID whose) {
            return new State(
                    whose,
                    Objects.requireNonNullElse(sent.email(), email),
                    Objects.requireNonNullElse(sent.first(), first),
                    Objects.requireNonNullElse(sent.last(), last),
                    Objects.requireNonNullElse(sent.language(), language),
                    Objects.requireNonNullElse(sent.roles(), roles),
                    Objects.requireNonNullElse(sent.tags(), tags),
                    sent.hasAvatar() ? sent.avatarUrl() : avatarUrl);
        }

        /** The fields that are other ones there. */
        List<String> changed(State after) {
            var changed = new ArrayList<String>();
            addIf(!first.equals(after.first), "first", changed);
            addIf(!last.equals(after.last), "last", changed);
            addIf(!email.equals(after.email), "email", changed);
            addIf(!language.equals(after.language), "language", changed);
            addIf(!roles.equals(after.roles), "roles", changed);
            addIf(!tags.equals(after.tags), "tags", changed);
            addIf(!Objects.equals(avatarUrl, after.avatarUrl), "avatar_url", changed);
            return changed;
        }

        private static void addIf(boolean isOther, String field, List<String> changed) {
            if (isOther) {
                changed.add(field);
            }
        }
    }

    /** Answers the new one's id. */
    String create(Actor actor, JsonNode body) {
        var sent = PersonRequest.ofNew(body);
        var id = PortalId.random();
        return onceEach(
                () -> transaction.executeWithoutResult(status -> {
                    lock.hold(actor.organization());
                    var roles = grants.roles(actor.organization());
                    var first = Objects.requireNonNull(sent.first());
                    var last = Objects.requireNonNull(sent.last());
                    var given = Objects.requireNonNullElse(sent.roles(), Map.<String, Integer>of());
                    requireRoles(roles, given.keySet());
                    Grants.requireToGive(actor, roles, given.keySet());
                    var email = Objects.requireNonNull(sent.email());
                    var account = accounts.findOrBegin(email, first, last);
                    var state =
                            new State(account, email, first, last, "en", given, List.of(), null).with(sent, account);
                    insert(actor, id, state);
                    mentor(actor, id, state, sent.mentors());
                    audit.record(actor, "person.created", id, Map.of("email", email));
                }),
                id);
    }

    /** Changes what is sent. */
    void change(Actor actor, String id, JsonNode body) {
        onceEach(
                () -> transaction.executeWithoutResult(status -> {
                    // 1. Who they are, and whether the actor may touch them at all.
                    lock.hold(actor.organization());
                    var before = load(actor, id);
                    var sent = PersonRequest.ofChange(body);
                    var roles = grants.roles(actor.organization());
                    Grants.require(actor, roles, before.roles().keySet());

                    // 2. As they will be.
                    if (sent.roles() != null) {
                        var added = new HashSet<>(sent.roles().keySet());
                        added.removeAll(before.roles().keySet());
                        requireRoles(roles, added);
                        Grants.requireToGive(actor, roles, added);
                        if (before.roles().containsKey(PortalRole.ADMIN)
                                && !sent.roles().containsKey(PortalRole.ADMIN)) {
                            grants.requireAnotherAdmin(actor.organization(), id);
                        }
                    }
                    boolean isMoved = sent.email() != null && !sent.email().equals(before.email());
                    if (isMoved) {
                        Grants.requireReading(actor, "To change somebody's address");
                    }
                    var account = !isMoved
                            ? before.account()
                            : accounts.findOrBegin(
                                    Objects.requireNonNull(sent.email()),
                                    Objects.requireNonNullElse(sent.first(), before.first()),
                                    Objects.requireNonNullElse(sent.last(), before.last()));
                    var after = before.with(sent, account);

                    // 3. Written; whoever had the other address is no longer signed in as them.
                    if (!after.equals(before)) {
                        update(actor, id, after);
                    }
                    boolean isMentoredAnew = mentor(actor, id, after, sent.mentors());
                    if (isMoved) {
                        sessions.end(actor.organization(), id);
                    }
                    var changed = before.changed(after);
                    if (isMentoredAnew) {
                        changed.add("mentors");
                    }
                    if (!changed.isEmpty()) {
                        audit.record(
                                actor,
                                "person.changed",
                                id,
                                isMoved
                                        ? Map.of("fields", changed, "from", before.email(), "to", after.email())
                                        : Map.of("fields", changed));
                    }
                }),
                id);
    }

    private static String onceEach(Runnable change, String id) {
        try {
            change.run();
            return id;
        } catch (DuplicateKeyException taken) {
            throw ApiException.conflict(
                    "Somebody in this district, perhaps archived, has this e-mail address already.");
        }
    }

    private static void requireRoles(Map<String, Permissions> roles, Iterable<String> named) {
        for (var role : named) {
            if (!roles.containsKey(role)) {
                throw ApiException.invalid("roles." + Sent.shortened(role), "is no role of this district");
            }
        }
    }

    /** Whose candidate they are from now on; the mentors that were are kept where none are sent. Answers whether they are others now. */
    private boolean mentor(Actor actor, String id, State state, @Nullable List<String> mentors) {
        if (mentors == null) {
            return false;
        }
        Grants.requireReading(actor, "To set mentors");
        if (!mentors.isEmpty() && !state.roles().containsKey(PortalRole.CANDIDATE)) {
            throw ApiException.invalid("mentors", "are for people with the role " + PortalRole.CANDIDATE);
        }
        var before = jdbc.sql(
                        "delete from mentorship where organization_id = ? and candidate_id = ? returning mentor_id")
                .params(actor.organization().value(), id)
                .query(String.class)
                .set();
        int made = jdbc.sql("""
                        insert into mentorship (organization_id, candidate_id, mentor_id)
                        select organization_id, :candidate, id from person
                        where organization_id = :district and id = any (:mentors) and id <> :candidate
                          and archived_at is null and jsonb_exists(roles, :role)
                        """)
                .param("candidate", id)
                .param("district", actor.organization().value())
                .param("mentors", mentors.toArray(String[]::new))
                .param("role", PortalRole.MENTOR)
                .update();
        if (made != mentors.size()) {
            throw ApiException.invalid(
                    "mentors", "must be other people of this district with the role " + PortalRole.MENTOR);
        }
        return !before.equals(Set.copyOf(mentors));
    }

    private State load(Actor actor, String id) {
        return jdbc.sql("""
                        select p.account_id, a.email, p.first_name, p.last_name, p.language, p.roles, p.tags, p.avatar_url
                        from person p join account a on a.id = p.account_id
                        where p.organization_id = ? and p.id = ? for no key update of p
                        """)
                .params(actor.organization().value(), id)
                .query((row, number) -> state(row))
                .optional()
                .orElseThrow(Grants::notFound);
    }

    private State state(ResultSet row) throws SQLException {
        return new State(
                uuid(row, "account_id"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("language"),
                json.readValue(row.getString("roles"), ROLES),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getString("avatar_url"));
    }

    private void insert(Actor actor, String id, State state) {
        jdbc.sql("""
                        insert into person (organization_id, id, account_id, first_name, last_name, language, roles, tags,
                            avatar_url, created_at)
                        values (?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)
                        """)
                .param(actor.organization().value())
                .param(id)
                .param(state.account())
                .param(state.first())
                .param(state.last())
                .param(state.language())
                .param(json.writeValueAsString(state.roles()))
                .param(state.tags().toArray(String[]::new))
                .param(state.avatarUrl())
                .param(parameter(clock.instant()))
                .update();
    }

    private void update(Actor actor, String id, State state) {
        jdbc.sql("""
                        update person set account_id = ?, first_name = ?, last_name = ?, language = ?,
                            roles = cast(? as jsonb), tags = ?, avatar_url = ?
                        where organization_id = ? and id = ?
                        """)
                .param(state.account())
                .param(state.first())
                .param(state.last())
                .param(state.language())
                .param(json.writeValueAsString(state.roles()))
                .param(state.tags().toArray(String[]::new))
                .param(state.avatarUrl())
                .param(actor.organization().value())
                .param(id)
                .update();
    }
}
