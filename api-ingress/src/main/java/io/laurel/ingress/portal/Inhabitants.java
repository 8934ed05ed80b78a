package io.laurel.ingress.portal;

import static io.laurel.ingress.page.Columns.parameter;
import static io.laurel.ingress.page.Columns.uuid;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.Plan;
import io.laurel.ingress.access.PortalPerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds people in their districts, other than those who were archived. */
@Component
class Inhabitants {

    private static final String INHABITANTS = """
            select p.id, p.first_name, p.last_name, p.language, p.roles, p.organization_id, a.id as account_id, a.email,
                d.name, d.accent, d.languages, o.name as organization_name,
                effective_plan(o.plan, o.grant_expires_at, :now) as plan
            from person p
            join account a on a.id = p.account_id
            join district d on d.organization_id = p.organization_id
            join organization o on o.id = p.organization_id
            where p.archived_at is null
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Inhabitants(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Somebody in one of their districts. */
    record Inhabitant(UUID account, SignedIn.Person person, SignedIn.District district) {

        OrganizationId organization() {
            return new OrganizationId(district.id());
        }
    }

    /** The same person in each of their districts. */
    List<Inhabitant> of(UUID account) {
        return jdbc.sql(INHABITANTS + " and p.account_id = :account order by o.name, o.id")
                .param("now", parameter(clock.instant()))
                .param("account", account)
                .query((row, number) -> inhabitant(row))
                .list();
    }

    /** Who is signed in; empty where they were archived since the request was let in. */
    Optional<Inhabitant> find(PortalPerson person) {
        return jdbc.sql(INHABITANTS + " and p.organization_id = :organization and p.id = :person")
                .param("now", parameter(clock.instant()))
                .param("organization", person.organization().value())
                .param("person", person.personId())
                .query((row, number) -> inhabitant(row))
                .optional();
    }

    private Inhabitant inhabitant(ResultSet row) throws SQLException {
        var organization = uuid(row, "organization_id");
        var languages = List.of((String[]) row.getArray("languages").getArray());
        return new Inhabitant(
                uuid(row, "account_id"),
                new SignedIn.Person(
                        row.getString("id"),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("email"),
                        row.getString("language"),
                        json.readValue(row.getString("roles"), new TypeReference<>() {}),
                        organization),
                new SignedIn.District(
                        organization,
                        name(row, languages),
                        row.getString("accent"),
                        languages,
                        Plan.of(row.getString("plan"))));
    }

    /** In each language of the district, the main one first: where nobody gave it a name, the organization's. */
    private Map<String, String> name(ResultSet row, List<String> languages) throws SQLException {
        Map<String, String> given = json.readValue(row.getString("name"), new TypeReference<>() {});
        var name = new LinkedHashMap<String, String>();
        for (var language : languages) {
            name.put(language, given.getOrDefault(language, row.getString("organization_name")));
        }
        given.forEach(name::putIfAbsent);
        return name;
    }
}
