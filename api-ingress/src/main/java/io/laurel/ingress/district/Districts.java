package io.laurel.ingress.district;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuidOrNull;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.OrganizationLock;
import io.laurel.ingress.access.Permissions;
import io.laurel.ingress.access.PortalId;
import io.laurel.ingress.access.PortalRole;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.web.ApiException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The districts that there are. One is put as a whole, one at a time; what its people and interviews name stays. */
@Component
class Districts {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<District.Field>> FIELDS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OrganizationLock lock;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Districts(
            JdbcClient jdbc,
            JsonMapper json,
            OrganizationLock lock,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.lock = lock;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Appearance(Map<String, String> name, String accent, List<String> languages) {}

    Optional<District> find(OrganizationId organization) {
        return jdbc.sql("select name, accent, languages from district where organization_id = ?")
                .param(organization.value())
                .query((row, number) -> new Appearance(texts(row, "name"), row.getString("accent"), List.of((String[])
                        row.getArray("languages").getArray())))
                .optional()
                .map(appearance -> new District(
                        appearance.name(),
                        appearance.accent(),
                        appearance.languages(),
                        roles(organization),
                        boards(organization),
                        forms(organization),
                        profiles(organization)));
    }

    private List<District.Role> roles(OrganizationId organization) {
        return jdbc.sql("""
                        select id, name, people, interviews, settings from district_role
                        where organization_id = ? order by id
                        """)
                .param(organization.value())
                .query((row, number) -> role(row))
                .list();
    }

    private District.Role role(ResultSet row) throws SQLException {
        var may = Permissions.of(row);
        return new District.Role(
                row.getString("id"), texts(row, "name"), may.people(), may.interviews(), may.settings());
    }

    private List<District.Board> boards(OrganizationId organization) {
        return jdbc.sql("select id, name from district_board where organization_id = ? order by id")
                .param(organization.value())
                .query((row, number) -> new District.Board(row.getString("id"), texts(row, "name")))
                .list();
    }

    private List<District.Form> forms(OrganizationId organization) {
        return jdbc.sql("select id, name, fields from district_form where organization_id = ? order by id")
                .param(organization.value())
                .query((row, number) -> new District.Form(
                        row.getString("id"), texts(row, "name"), json.readValue(row.getString("fields"), FIELDS)))
                .list();
    }

    private List<District.Profile> profiles(OrganizationId organization) {
        return jdbc.sql("""
                        select id, name, badge_id, field, recommendation from district_profile
                        where organization_id = ? order by id
                        """)
                .param(organization.value())
                .query((row, number) -> new District.Profile(
                        row.getString("id"),
                        texts(row, "name"),
                        uuidOrNull(row, "badge_id"),
                        row.getString("field"),
                        row.getString("recommendation")))
                .list();
    }

    /** Makes the district what is wanted. Where nobody is its Admin, as in a new one, whoever does so becomes it. */
    District put(Member member, District wanted) {
        var organization = member.organization();
        return transaction.execute(status -> {
            lock.hold(organization);
            requireBadges(organization, wanted.profiles());
            boolean isNew = putAppearance(organization, wanted);
            putRoles(organization, wanted.roles());
            putBoards(organization, wanted.boards());
            putForms(organization, wanted.forms());
            putProfiles(organization, wanted.profiles());
            boolean becomesAdmin = !hasAdmin(organization);
            if (becomesAdmin) {
                makeAdmin(member);
            }
            audit.record(
                    member,
                    isNew ? "district.opened" : "district.changed",
                    null,
                    becomesAdmin ? Map.of("admin", member.name()) : Map.of());
            return find(organization).orElseThrow();
        });
    }

    private void requireBadges(OrganizationId organization, List<District.Profile> profiles) {
        var wanted = profiles.stream()
                .filter(profile -> profile.badgeId() != null)
                .collect(Collectors.toMap(
                        profile -> String.valueOf(profile.badgeId()), District.Profile::id, (one, other) -> one));
        var own = jdbc.sql("""
                        select cast(id as text) from badge
                        where organization_id = ? and id = any (cast(? as uuid[]))
                        """)
                .params(organization.value(), wanted.keySet().toArray(String[]::new))
                .query(String.class)
                .set();
        wanted.forEach((badge, profile) -> {
            if (!own.contains(badge)) {
                throw ApiException.invalid("profiles." + profile + ".badgeId", "is no badge of the organization");
            }
        });
    }

    private boolean putAppearance(OrganizationId organization, District wanted) {
        int changed = jdbc.sql("""
                        update district set name = cast(:name as jsonb), accent = :accent, languages = :languages
                        where organization_id = :organization
                        """)
                .param("organization", organization.value())
                .param("name", json.writeValueAsString(wanted.name()))
                .param("accent", wanted.accent())
                .param("languages", wanted.languages().toArray(String[]::new))
                .update();
        if (changed == 0) {
            jdbc.sql("""
                            insert into district (organization_id, name, accent, languages, created_at)
                            values (:organization, cast(:name as jsonb), :accent, :languages, :now)
                            """)
                    .param("organization", organization.value())
                    .param("name", json.writeValueAsString(wanted.name()))
                    .param("accent", wanted.accent())
                    .param("languages", wanted.languages().toArray(String[]::new))
                    .param("now", parameter(clock.instant()))
                    .update();
        }
        return changed == 0;
    }

    private void putRoles(OrganizationId organization, List<District.Role> roles) {
        put(organization, roles, """
                insert into district_role as r (organization_id, id, name, people, interviews, settings)
                select :organization, w.id, w.name, w.people, w.interviews, w.settings
                from jsonb_to_recordset(cast(:wanted as jsonb))
                    as w (id text, name jsonb, people text, interviews text, settings text)
                on conflict (organization_id, id) do update set name = excluded.name, people = excluded.people,
                    interviews = excluded.interviews, settings = excluded.settings
                """);
        boolean isMissed = jdbc.sql("""
                        select exists (
                            select from person p, jsonb_object_keys(p.roles) as role
                            where p.organization_id = :organization and role <> all (:kept))
                        """)
                .param("organization", organization.value())
                .param("kept", roles.stream().map(District.Role::id).toArray(String[]::new))
                .query(Boolean.class)
                .single();
        if (isMissed) {
            throw inUse("role", "somebody has");
        }
        keep(
                organization,
                "district_role",
                roles.stream().map(District.Role::id).toList());
    }

    private void putBoards(OrganizationId organization, List<District.Board> boards) {
        put(organization, boards, """
                insert into district_board (organization_id, id, name)
                select :organization, w.id, w.name
                from jsonb_to_recordset(cast(:wanted as jsonb)) as w (id text, name jsonb)
                on conflict (organization_id, id) do update set name = excluded.name
                """);
        keepNamed(organization, "board", boards.stream().map(District.Board::id).toList());
    }

    private void putForms(OrganizationId organization, List<District.Form> forms) {
        requireStillPrivate(organization, forms);
        put(organization, forms, """
                insert into district_form (organization_id, id, name, fields)
                select :organization, w.id, w.name, w.fields
                from jsonb_to_recordset(cast(:wanted as jsonb)) as w (id text, name jsonb, fields jsonb)
                on conflict (organization_id, id) do update set name = excluded.name, fields = excluded.fields
                """);
        keepNamed(organization, "form", forms.stream().map(District.Form::id).toList());
    }

    /**
     * Whoever answered a private field wrote it for those who may see it; of an answer whose field was removed nobody knows. Held before
     * it is looked for them, as whoever writes an interview holds its form.
     */
    private void requireStillPrivate(OrganizationId organization, List<District.Form> forms) {
        var before = jdbc.sql(
                        "select id, fields from district_form where organization_id = ? order by id for no key update")
                .param(organization.value())
                .query((row, number) ->
                        Map.entry(row.getString("id"), open(json.readValue(row.getString("fields"), FIELDS))))
                .list();
        var wanted = forms.stream().collect(Collectors.toMap(District.Form::id, form -> open(form.fields())));
        for (var form : before) {
            var opened = new TreeSet<>(wanted.getOrDefault(form.getKey(), Set.of()));
            opened.removeAll(form.getValue());
            if (!opened.isEmpty() && isAnswered(organization, form.getKey(), opened)) {
                throw ApiException.conflict("Of the form " + form.getKey() + ", " + String.join(", ", opened)
                        + " cannot be made public while interviews have an answer that was not.");
            }
        }
    }

    private static Set<String> open(List<District.Field> fields) {
        return fields.stream()
                .filter(field -> field.p() == 0)
                .map(District.Field::id)
                .collect(Collectors.toSet());
    }

    private boolean isAnswered(OrganizationId organization, String form, Set<String> fields) {
        return jdbc.sql("""
                        select exists (
                            select from interview
                            where organization_id = ? and form_id = ? and jsonb_exists_any(responses, ?))
                        """)
                .params(organization.value(), form, fields.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    private void putProfiles(OrganizationId organization, List<District.Profile> profiles) {
        put(organization, profiles, """
                insert into district_profile (organization_id, id, name, badge_id, field, recommendation)
                select :organization, w.id, w.name, w."badgeId", w.field, w.recommendation
                from jsonb_to_recordset(cast(:wanted as jsonb))
                    as w (id text, name jsonb, "badgeId" uuid, field text, recommendation text)
                on conflict (organization_id, id) do update set name = excluded.name, badge_id = excluded.badge_id,
                    field = excluded.field, recommendation = excluded.recommendation
                """);
        keepNamed(
                organization,
                "profile",
                profiles.stream().map(District.Profile::id).toList());
    }

    private void put(OrganizationId organization, List<?> wanted, String sql) {
        jdbc.sql(sql)
                .param("organization", organization.value())
                .param("wanted", json.writeValueAsString(wanted))
                .update();
    }

    /** An interview's foreign key knows what is still named. */
    private void keepNamed(OrganizationId organization, String what, List<String> ids) {
        try {
            keep(organization, "district_" + what, ids);
        } catch (DataIntegrityViolationException e) {
            throw inUse(what, "an interview names");
        }
    }

    private void keep(OrganizationId organization, String table, List<String> ids) {
        jdbc.sql("delete from " + table + " where organization_id = ? and id <> all (?)")
                .params(organization.value(), ids.toArray(String[]::new))
                .update();
    }

    private static ApiException inUse(String what, String who) {
        return ApiException.conflict("A " + what + " that " + who + " cannot be removed.");
    }

    private boolean hasAdmin(OrganizationId organization) {
        return jdbc.sql("""
                        select exists (select from person
                            where organization_id = ? and archived_at is null and jsonb_exists(roles, ?))
                        """)
                .params(organization.value(), PortalRole.ADMIN)
                .query(Boolean.class)
                .single();
    }

    /** Also somebody who was here before, with other roles or archived. */
    private void makeAdmin(Member member) {
        jdbc.sql("""
                        insert into person as p (organization_id, id, account_id, first_name, last_name, language, roles, tags,
                            created_at)
                        select ?, ?, a.id, a.first_name, a.last_name, 'en', cast(? as jsonb), '{}', ?
                        from account a where a.id = ?
                        on conflict (organization_id, account_id)
                            do update set archived_at = null, roles = p.roles || excluded.roles
                        """)
                .params(
                        member.organization().value(),
                        PortalId.random(),
                        json.writeValueAsString(Map.of(PortalRole.ADMIN, 1)),
                        parameter(clock.instant()),
                        member.account().id())
                .update();
    }

    private Map<String, String> texts(ResultSet row, String column) throws SQLException {
        return json.readValue(row.getString(column), TEXTS);
    }
}
