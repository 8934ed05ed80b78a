package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
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
    void aChangeWhoseEntryCannotBeWrittenIsNotMade() {
        var tenant = tenant("enterprise");
        var owner = member(tenant, "owner");
        var viewer = member(tenant, "viewer");
        var administrator = administrator();
        giveNotifierAKey();
        var webhook = Map.of("url", "https://hooks.example/in", "events", List.of("credential.issued"));
        var webhooks = organization(tenant) + "/webhooks";
        var made = json(send("POST", request(owner, webhooks), webhook), 201)
                .get("id")
                .asString();
        var admin = "/api/admin/organizations/" + tenant.organization();
        List<Supplier<HttpResponse<String>>> changes = List.of(
                () -> send("POST", request(owner, webhooks), webhook),
                () -> send("PATCH", request(owner, webhooks + "/" + made), Map.of("isActive", false)),
                () -> send("POST", request(owner, webhooks + "/" + made + "/rotate-secret"), "{}"),
                () -> send(request(owner, webhooks + "/" + made).DELETE()),
                () -> send("PATCH", request(owner, organization(tenant)), Map.of("description", "New")),
                () -> send(
                        "PATCH",
                        request(owner, organization(tenant) + "/members/" + viewer.id()),
                        Map.of("role", "issuer")),
                () -> send(request(owner, organization(tenant) + "/members/" + viewer.id())
                        .DELETE()),
                () -> send("POST", request(owner, organization(tenant) + "/api-keys"), Map.of("name", "LMS")),
                () -> send(
                        "PATCH",
                        request(owner, organization(tenant) + "/badges/" + tenant.badge()),
                        Map.of("isActive", false)),
                () -> send(
                        "POST",
                        request(owner, organization(tenant) + "/invitations"),
                        Map.of("email", UUID.randomUUID() + "@people.example", "role", "viewer")),
                () -> send(
                        "POST", request(owner, organization(tenant) + "/domain"), Map.of("domain", "laurel.example")),
                () -> send(
                        "PUT",
                        request(administrator, admin + "/plan"),
                        Map.of("plan", "professional", "subscriptionSource", "paid")),
                () -> send("POST", request(administrator, admin + "/suspend"), Map.of("reason", "Because.")));
        var before = state(tenant);

        refuseEntries(tenant);
        assertThat(changes).allSatisfy(change -> error(change.get(), 500, "INTERNAL_ERROR"));
        assertThat(state(tenant)).isEqualTo(before);

        database.owner().sql("drop function refuse_entry() cascade").update();
        assertThat(changes)
                .allSatisfy(change -> assertThat(change.get().statusCode()).isBetween(200, 204));
        assertThat(state(tenant)).isNotEqualTo(before);
    }

    private void refuseEntries(Tenant tenant) {
        database.owner().sql("""
                        create function refuse_entry() returns trigger language plpgsql as $$
                        begin
                            raise exception 'no room for an entry';
                        end $$
                        """).update();
        database.owner().sql("""
                        create trigger refuses before insert on audit_entry for each row
                        when (new.organization_id = '%s') execute function refuse_entry()
                        """.formatted(tenant.organization())).update();
    }

    /** Whatever of the organization members and administrators can change. */
    private String state(Tenant tenant) {
        return database.owner()
                .sql("""
                        select jsonb_build_array(
                            (select to_jsonb(o) from organization o where o.id = :id),
                            (select jsonb_agg(to_jsonb(w) order by w.id) from webhook_endpoint w where w.organization_id = :id),
                            (select jsonb_agg(to_jsonb(s) order by s.id) from webhook_secret s
                                join webhook_endpoint w on w.id = s.endpoint_id where w.organization_id = :id),
                            (select jsonb_agg(to_jsonb(m) order by m.account_id) from member m where m.organization_id = :id),
                            (select jsonb_agg(to_jsonb(i) order by i.id) from invitation i where i.organization_id = :id),
                            (select jsonb_agg(to_jsonb(k) - 'last_used_at' order by k.id) from api_key k
                                where k.organization_id = :id),
                            (select jsonb_agg(to_jsonb(b) order by b.id) from badge b where b.organization_id = :id),
                            (select jsonb_agg(to_jsonb(d)) from organization_domain d where d.organization_id = :id))::text
                        """)
                .param("id", tenant.organization().value())
                .query(String.class)
                .single();
    }

    private void giveNotifierAKey() {
        database.owner()
                .sql("""
                        insert into webhook_sealing_key (id, public_key, sealed_private_key, created_at)
                        values (gen_random_uuid(), ?, '\\xff', now())
                        on conflict do nothing
                        """)
                .param(WebhookIT.NOTIFIERS.getPublic().getEncoded())
                .update();
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
