package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** An organization becomes a district of the portal. */
class DistrictIT extends Edge {

    private Tenant tenant;
    private Person owner;

    @BeforeEach
    void organization() {
        tenant = tenant("enterprise");
        owner = member(tenant, "owner");
    }

    @Test
    void whoOpensThePortalIsItsFirstAdmin() {
        error(send(request(owner, path())), 404, "NOT_FOUND");
        var opened = put("{}", 200);
        assertThat(opened.get("languages").toString()).isEqualTo("[\"en\"]");
        assertThat(opened.get("roles").findValuesAsString("id"))
                .containsExactly("admin", "board", "candidate", "mentor");
        assertThat(json(send(request(owner, path())), 200)).isEqualTo(opened);
        assertThat(people()).containsExactly(owner.email() + " {\"admin\": 1}");

        json(send("PUT", request(member(tenant, "owner"), path()), "{}"), 200);
        assertThat(people()).hasSize(1);
    }

    @Test
    void whereNobodyIsAdminWhoPutsTheDistrictIs() {
        put("{}", 200);
        database.owner()
                .sql("update person set archived_at = now(), roles = '{\"board\": 2}' where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        put("{}", 200);
        assertThat(people()).containsExactly(owner.email() + " {\"admin\": 1, \"board\": 2}");

        database.owner()
                .sql("update person set archived_at = now() where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        var second = member(tenant, "owner");
        json(send("PUT", request(second, path()), "{}"), 200);
        assertThat(people()).containsExactly(second.email() + " {\"admin\": 1}");
    }

    @Test
    void itIsPutWhole() {
        var wanted = """
                {"name": {"es": "Distrito"}, "accent": "#ABCDEF", "languages": ["en", "pt-br"],
                 "roles": [{"id": "admin", "name": {"en": "Admin"}, "people": "edit", "interviews": "edit", "settings": "edit"},
                           {"id": "observer", "name": {"en": "Observer"}, "interviews": "view"}],
                 "boards": [{"id": "north", "name": {"en": "North"}}],
                 "forms": [{"id": "residency", "name": {"en": "Residency"}, "fields": [
                    {"id": "recommendation", "label": {"en": "Recommendation"}}, {"id": "notes", "p": 1}]}],
                 "profiles": [{"id": "plain", "name": {"en": "Plain"}},
                    {"id": "residency", "name": {"en": "Residency"}, "badgeId": "%s", "field": "recommendation",
                     "recommendation": "recommended"}]}
                """.formatted(tenant.badge());
        var district = put(wanted, 200);
        assertThat(district.get("accent").asString()).isEqualTo("#abcdef");
        assertThat(district.get("languages").toString()).isEqualTo("[\"en\",\"pt-BR\"]");
        assertThat(district.get("roles").get(1).get("people").asString()).isEqualTo("none");
        assertThat(district.get("forms").get(0).get("fields").findValuesAsString("p"))
                .containsExactly("0", "1");
        assertThat(district.get("profiles").get(1).get("badgeId").asString())
                .isEqualTo(tenant.badge().toString());

        var less = put("{\"boards\": [{\"id\": \"south\", \"name\": {\"en\": \"South\"}}]}", 200);
        assertThat(less.get("boards").findValuesAsString("id")).containsExactly("south");
        assertThat(less.get("profiles").size()).isZero();
    }

    @Test
    void whatIsInUseCannotBeRemoved() {
        put("""
                {"boards": [{"id": "b", "name": {"en": "B"}}], "forms": [{"id": "f", "name": {"en": "F"}}],
                 "profiles": [{"id": "p", "name": {"en": "P"}}]}
                """, 200);
        var mentor = inhabitant(tenant, "mentor");
        database.owner()
                .sql("""
                        insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id,
                            is_published, responses, created_at, updated_at)
                        values (?, 'i', ?, current_date, 'b', 'f', 'p', false, '{}', now(), now())
                        """)
                .params(tenant.organization().value(), mentor.id())
                .update();
        var before = json(send(request(owner, path())), 200);
        var withoutMentors = """
                {"roles": [{"id": "admin", "name": {"en": "A"}, "people": "edit", "interviews": "edit", "settings": "edit"}]}
                """;
        assertThat(refusal(withoutMentors)).contains("role");
        assertThat(refusal("{}")).contains("board");
        assertThat(refusal("{\"boards\": [{\"id\": \"b\", \"name\": {\"en\": \"B\"}}]}"))
                .contains("form");
        assertThat(json(send(request(owner, path())), 200)).isEqualTo(before);
    }

    /** By its flag, or by coming back without it: of an answer whose field was removed nobody knows. */
    @Test
    void whatWasAnsweredInPrivateIsNotMadePublic() {
        var frame = """
                {"boards": [{"id": "b", "name": {"en": "B"}}], "profiles": [{"id": "p", "name": {"en": "P"}}],
                 "forms": [{"id": "f", "name": {"en": "F"}, "fields": [%s]}]}
                """;
        put(frame.formatted("{\"id\": \"notes\", \"p\": 1}, {\"id\": \"other\", \"p\": 1}"), 200);
        var mentor = inhabitant(tenant, "mentor");
        database.owner()
                .sql("""
                        insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id,
                            is_published, responses, created_at, updated_at)
                        values (?, 'i', ?, current_date, 'b', 'f', 'p', false, '{"notes": "x", "lost": "y"}', now(), now())
                        """)
                .params(tenant.organization().value(), mentor.id())
                .update();
        assertThat(refusal(frame.formatted("{\"id\": \"notes\"}"))).contains("notes");
        assertThat(refusal(frame.formatted("{\"id\": \"lost\"}"))).contains("lost");
        put(frame.formatted("{\"id\": \"notes\", \"p\": 1}, {\"id\": \"lost\", \"p\": 1}, {\"id\": \"other\"}"), 200);
        put(frame.formatted(""), 200);
        assertThat(refusal(frame.formatted("{\"id\": \"notes\"}"))).contains("notes");

        database.owner()
                .sql("update interview set responses = '{}' where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        put(frame.formatted("{\"id\": \"notes\"}, {\"id\": \"lost\"}"), 200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    accent                | {"accent": "green"}
                    languages             | {"languages": []}
                    languages             | {"languages": ["not a language"]}
                    languages             | {"languages": ["en", "EN"]}
                    name                  | {"name": {"??": "x"}}
                    roles                 | {"roles": []}
                    roles                 | {"roles": [{"id": "admin", "name": {"en": "A"}, "settings": "view"}]}
                    roles[0].id           | {"roles": [{"id": "The Admin", "name": {"en": "A"}}]}
                    roles[0].name         | {"roles": [{"id": "admin"}]}
                    roles[0].people       | {"roles": [{"id": "admin", "name": {"en": "A"}, "people": "most"}]}
                    boards                | {"boards": [{"id": "b", "name": {"en": "B"}}, {"id": "b", "name": {"en": "C"}}]}
                    boards[0]             | {"boards": [null]}
                    forms[0].fields[0].p  | {"forms": [{"id": "f", "name": {"en": "F"}, "fields": [{"id": "x", "p": 2}]}]}
                    profiles[0]           | {"profiles": [{"id": "p", "name": {"en": "P"}, "field": "x"}]}
                    """)
    void whatIsWrongIsNamed(String place, String body) {
        var details = error(send("PUT", request(owner, path()), body), 400, "VALIDATION_ERROR")
                .get("details");
        assertThat(details.propertyNames()).containsExactly(place);
        assertThat(people()).isEmpty();
    }

    @Test
    void aProfileNamesABadgeOfTheOrganization() {
        for (var badge : List.of(
                tenant("enterprise").badge().toString(), UUID.randomUUID().toString())) {
            var body = Map.of(
                    "profiles",
                    List.of(Map.of(
                            "id",
                            "p",
                            "name",
                            Map.of("en", "P"),
                            "badgeId",
                            badge,
                            "field",
                            "f",
                            "recommendation",
                            "yes")));
            error(send("PUT", request(owner, path()), body), 400, "VALIDATION_ERROR");
        }
    }

    @Test
    void itIsForOwnersOfAnOrganizationThatPays() {
        error(send("PUT", request(member(tenant, "admin"), path()), "{}"), 403, "FORBIDDEN");
        put("{}", 200);
        json(send(request(member(tenant, "admin"), path())), 200);
        error(send("PUT", request(member(tenant, "issuer"), path()), "{}"), 403, "FORBIDDEN");
        error(send("PUT", request(person(), path()), "{}"), 404, "NOT_FOUND");
        tenant = tenant("free");
        error(send("PUT", request(member(tenant, "owner"), path()), "{}"), 403, "FORBIDDEN");
    }

    private String path() {
        return "/api/organizations/" + tenant.organization() + "/district";
    }

    private JsonNode put(String body, int status) {
        return json(send("PUT", request(owner, path()), body), status);
    }

    private String refusal(String body) {
        return error(send("PUT", request(owner, path()), body), 409, "CONFLICT")
                .get("message")
                .asString();
    }

    private List<String> people() {
        return database.owner()
                .sql("""
                        select a.email || ' ' || p.roles from person p join account a on a.id = p.account_id
                        where p.organization_id = ? and p.archived_at is null
                        """)
                .param(tenant.organization().value())
                .query((row, number) -> row.getString(1))
                .list();
    }
}
