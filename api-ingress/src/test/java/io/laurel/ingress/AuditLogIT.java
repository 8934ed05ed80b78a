package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reading what was done in an organization. */
class AuditLogIT extends Edge {

    @Test
    void whoDidWhatWhenAndFromWhereIsRead() {
        var tenant = tenant("free");
        var admin = member(tenant, "admin");
        var changed = send("PATCH", request(admin, organization(tenant)), Map.of("description", "New"));
        json(changed, 200);

        var page = json(send(request(admin, path(tenant))), 200);

        assertThat(page.at("/pagination/total").asInt()).isEqualTo(1);
        var entry = page.at("/data/0");
        assertThat(entry.get("action").asString()).isEqualTo("organization.changed");
        assertThat(entry.get("actor").toString())
                .isEqualTo("{\"kind\":\"account\",\"id\":\"%s\",\"name\":\"%s\"}".formatted(admin.id(), admin.email()));
        assertThat(entry.get("details").toString()).isEqualTo("{\"description\":\"New\"}");
        assertThat(entry.get("subject").asString())
                .isEqualTo(tenant.organization().toString());
        assertThat(entry.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.get("requestId").asString()).isEqualTo(header(changed, "X-Request-Id"));
        assertThat(entry.get("at").asString()).endsWith("Z");
    }

    @Test
    void theLogIsWalkedByCursorNewestFirst() {
        var tenant = tenant("free");
        var owner = member(tenant, "owner");
        for (int minute = 0; minute < 25; minute++) {
            entry(tenant, "2026-01-15T10:%02d:00Z".formatted(minute), "thing.done", "Ada " + minute);
        }

        var names = new ArrayList<String>();
        var page = json(send(request(owner, path(tenant) + "?limit=10")), 200);
        assertThat(page.at("/pagination/total").asInt()).isEqualTo(25);
        while (true) {
            page.get("data").forEach(one -> names.add(one.at("/actor/name").asString()));
            var cursor = page.at("/pagination/nextCursor");
            if (cursor.isMissingNode()) {
                break;
            }
            page = json(send(request(owner, path(tenant) + "?limit=10&cursor=" + cursor.asString())), 200);
        }

        assertThat(names)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("Ada 24", "Ada 23")
                .endsWith("Ada 0");
        assertThat(names(json(send(request(owner, path(tenant) + "?limit=2&offset=5")), 200)))
                .containsExactly("Ada 19", "Ada 18");
    }

    @Test
    void theLogIsFilteredByActionActorAndTime() {
        var tenant = tenant("free");
        var owner = member(tenant, "owner");
        var ada = entry(tenant, "2026-01-15T10:00:00Z", "badge.created", "Ada");
        entry(tenant, "2026-01-15T11:00:00Z", "badge.created", "Grace");
        entry(tenant, "2026-01-15T12:00:00Z", "badge.deleted", "Ada");

        assertThat(filtered(owner, tenant, "action=badge.created")).containsExactly("Grace", "Ada");
        assertThat(filtered(owner, tenant, "actor=ada")).containsExactly("Ada", "Ada");
        assertThat(filtered(owner, tenant, "actor=" + ada)).containsExactly("Ada");
        assertThat(filtered(owner, tenant, "action=badge.created&actor=Ada")).containsExactly("Ada");
        assertThat(filtered(owner, tenant, "from=2026-01-15T11:00:00Z")).containsExactly("Ada", "Grace");
        assertThat(filtered(owner, tenant, "from=2026-01-15T10:00:00Z&to=2026-01-15T11:00:00Z"))
                .containsExactly("Ada");
        assertThat(filtered(owner, tenant, "from=2026-01-15T13:00:00%2B02:00&to=2026-01-15T12:00:00Z"))
                .containsExactly("Grace");
        assertThat(filtered(owner, tenant, "action=nothing.done")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=2026-01-15", "cursor=%21", "limit=101", "offset=-1"})
    void aQuestionThatMakesNoSenseIsRefused(String question) {
        var tenant = tenant("free");

        error(send(request(member(tenant, "owner"), path(tenant) + "?" + question)), 400, "VALIDATION_ERROR");
    }

    @Test
    void theLogIsForOwnersAndAdminsOfTheOrganization() {
        var tenant = tenant("free");

        error(send(request(member(tenant, "issuer"), path(tenant))), 403, "FORBIDDEN");
        error(send(request(member(tenant, "viewer"), path(tenant))), 403, "FORBIDDEN");
        error(send(request(member(tenant("free"), "owner"), path(tenant))), 404, "NOT_FOUND");
        error(send(request(path(tenant))), 401, "UNAUTHORIZED");
        error(send(request(tenant, path(tenant))), 401, "UNAUTHORIZED");
    }

    private UUID entry(Tenant tenant, String at, String action, String name) {
        var actor = UUID.randomUUID();
        database.owner()
                .sql("""
                        insert into audit_entry (id, organization_id, at, actor_kind, actor_id, actor_name, action, details)
                        values (?, ?, ?::timestamptz, 'account', ?, ?, ?, '{}')
                        """)
                .params(UUID.randomUUID(), tenant.organization().value(), at, actor, name, action)
                .update();
        return actor;
    }

    private List<String> filtered(Person person, Tenant tenant, String filter) {
        return names(json(send(request(person, path(tenant) + "?" + filter)), 200));
    }

    private static List<String> names(JsonNode page) {
        var names = new ArrayList<String>();
        page.get("data").forEach(one -> names.add(one.at("/actor/name").asString()));
        return names;
    }

    private static String organization(Tenant tenant) {
        return "/api/organizations/" + tenant.organization();
    }

    private static String path(Tenant tenant) {
        return organization(tenant) + "/audit-log";
    }
}
