package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An organization's API keys, made and revoked by its owners. */
class ApiKeyIT extends Edge {

    @Test
    void aKeyIsShownWholeOnceAndThenByItsEndsOnly() {
        var tenant = organization("professional");
        var owner = member(tenant, "owner");

        var answer = create(owner, tenant, "{\"name\":\" 李雷's LMS \",\"rateLimitPerMinute\":7}");

        var made = json(answer, 201);
        var key = made.get("key").asString();
        assertThat(key).matches("crd_live_[A-Za-z0-9]{32}");
        assertThat(header(answer, "Cache-Control")).contains("no-store");
        var use = send(request("/api/v1/badges").header("Authorization", "Bearer " + key));
        json(use, 200);
        assertThat(header(use, "X-RateLimit-Limit")).isEqualTo("7");
        assertThat(header(use, "X-RateLimit-Remaining")).isEqualTo("6");

        var list = send(request(owner, path(tenant)));
        assertThat(list.body()).doesNotContain(key).doesNotContain(key.substring(9));
        var data = json(list, 200).get("data");
        assertThat(data).hasSize(1);
        var shown = data.get(0);
        assertThat(shown.has("key")).isFalse();
        assertThat(shown.get("id")).isEqualTo(made.get("id"));
        assertThat(shown.get("name").asString()).isEqualTo("李雷's LMS");
        assertThat(shown.get("prefix").asString()).isEqualTo("crd_live_");
        assertThat(shown.get("lastFour").asString()).isEqualTo(key.substring(key.length() - 4));
        assertThat(shown.get("rateLimitPerMinute").asInt()).isEqualTo(7);
        assertThat(shown.get("createdAt").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
        assertThat(shown.get("lastUsedAt").isNull()).isTrue();
        assertThat(shown.at("/createdBy/accountId").asString())
                .isEqualTo(owner.id().toString());
        assertThat(stored(made.get("id").asString())).doesNotContain(key.substring(9));
        assertThat(audited(tenant)).containsExactly("api_key.created");
    }

    private String stored(String id) {
        return database.owner()
                .sql(
                        "select k::text || (select string_agg(e::text, '') from audit_entry e where subject = ?) from api_key k"
                                + " where id = ?")
                .params(id, UUID.fromString(id))
                .query(String.class)
                .single();
    }

    private List<String> audited(Tenant tenant) {
        return database.owner()
                .sql("select action from audit_entry where organization_id = ? order by at, id")
                .param(tenant.organization().value())
                .query((row, number) -> row.getString("action"))
                .list();
    }

    @Test
    void withoutALimitOfItsOwnAKeyHasSixtyRequestsAMinute() {
        var tenant = organization("professional");

        var made = json(create(member(tenant, "owner"), tenant, "{\"name\":\"x\"}"), 201);

        assertThat(made.get("rateLimitPerMinute").asInt()).isEqualTo(60);
        assertThat(made.get("lastUsedAt").isNull()).isTrue();
    }

    @Test
    void aRevokedKeyIsRefusedListedNoMoreAndMakesRoomForAnother() {
        var tenant = organization("professional");
        var owner = member(tenant, "owner");
        var made = json(create(owner, tenant, "{\"name\":\"old\"}"), 201);
        var id = made.get("id").asString();
        error(create(owner, tenant, "{\"name\":\"new\"}"), 403, "FORBIDDEN");

        var revoked = json(revoke(owner, tenant, id), 200);

        assertThat(revoked.get("id").asString()).isEqualTo(id);
        assertThat(revoked.has("key")).isFalse();
        error(
                send(request("/api/v1/badges")
                        .header("Authorization", "Bearer " + made.get("key").asString())),
                401,
                "UNAUTHORIZED");
        error(revoke(owner, tenant, id), 404, "NOT_FOUND");
        assertThat(json(send(request(owner, path(tenant))), 200).get("data")).isEmpty();
        json(create(owner, tenant, "{\"name\":\"new\"}"), 201);
        assertThat(audited(tenant)).containsExactly("api_key.created", "api_key.revoked", "api_key.created");
    }

    @Test
    void theFreePlanIncludesNoKey() {
        var tenant = organization("free");
        var answer = error(create(member(tenant, "owner"), tenant, "{\"name\":\"x\"}"), 403, "FORBIDDEN");
        assertThat(answer.get("message").asString()).contains("free plan includes no API keys");
    }

    @Test
    void ofManyKeysMadeAtOnceTheProfessionalPlanGetsOneAndTheEnterprisePlanAll() throws InterruptedException {
        var professional = organization("professional");
        var owner = member(professional, "owner");
        assertThat(atOnce(
                        8, () -> create(owner, professional, "{\"name\":\"x\"}").statusCode()))
                .containsExactlyInAnyOrder(201, 403, 403, 403, 403, 403, 403, 403);

        var enterprise = organization("enterprise");
        var another = member(enterprise, "owner");
        assertThat(atOnce(
                        8, () -> create(another, enterprise, "{\"name\":\"x\"}").statusCode()))
                .containsOnly(201)
                .hasSize(8);
        var first = json(send(request(another, path(enterprise) + "?limit=5")), 200);
        assertThat(first.get("data")).hasSize(5);
        assertThat(first.at("/pagination/total").asInt()).isEqualTo(8);
        var next = first.at("/pagination/nextCursor").asString();
        assertThat(json(send(request(another, path(enterprise) + "?cursor=" + next)), 200)
                        .get("data"))
                .hasSize(3)
                .doesNotContainAnyElementsOf(first.get("data"));
    }

    @Test
    void whenThePlanIsLoweredTheOldestKeyGoesOnAndTheSurplusStops() {
        var tenant = organization("enterprise");
        var owner = member(tenant, "owner");
        var older = json(create(owner, tenant, "{\"name\":\"older\"}"), 201);
        var newer = json(create(owner, tenant, "{\"name\":\"newer\"}"), 201);
        plan(tenant, "professional");

        json(use(older.get("key").asString()), 200);
        var stopped = use(newer.get("key").asString());
        assertThat(error(stopped, 403, "FORBIDDEN").get("message").asString()).contains("professional plan includes 1");
        assertThat(header(stopped, "X-RateLimit-Limit")).isEqualTo("60");

        json(revoke(owner, tenant, older.get("id").asString()), 200);
        json(use(newer.get("key").asString()), 200);
        plan(tenant, "free");
        assertThat(error(use(newer.get("key").asString()), 403, "FORBIDDEN")
                        .get("message")
                        .asString())
                .isEqualTo("API access requires Professional plan");
    }

    private HttpResponse<String> use(String key) {
        return send(request("/api/v1/badges").header("Authorization", "Bearer " + key));
    }

    private void plan(Tenant tenant, String plan) {
        database.owner()
                .sql("update organization set plan = ? where id = ?")
                .params(plan, tenant.organization().value())
                .update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\" \"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"x\",\"rateLimitPerMinute\":0}",
                "{\"name\":\"x\",\"rateLimitPerMinute\":-1}",
                "{\"name\":\"x\",\"rateLimitPerMinute\":100001}",
                "{\"name\":\"x\",\"rateLimitPerMinute\":\"many\"}",
                "[]",
                "{",
                ""
            })
    void whatIsNoValidKeyIsSaidSo(String body) {
        var tenant = organization("enterprise");
        error(create(member(tenant, "owner"), tenant, body), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "issuer", "viewer"})
    void onlyOwnersManageKeys(String role) {
        var tenant = organization("enterprise");
        var made = json(create(member(tenant, "owner"), tenant, "{\"name\":\"x\"}"), 201);
        var other = member(tenant, role);

        error(send(request(other, path(tenant))), 403, "FORBIDDEN");
        error(create(other, tenant, "{\"name\":\"x\"}"), 403, "FORBIDDEN");
        error(revoke(other, tenant, made.get("id").asString()), 403, "FORBIDDEN");
    }

    @Test
    void strangersAndKeysAreShownNothing() {
        var tenant = organization("enterprise");
        var owner = member(tenant, "owner");
        var id = json(create(owner, tenant, "{\"name\":\"x\"}"), 201).get("id").asString();
        var another = organization("enterprise");
        var stranger = member(another, "owner");

        error(send(request(stranger, path(tenant))), 404, "NOT_FOUND");
        error(create(stranger, tenant, "{\"name\":\"x\"}"), 404, "NOT_FOUND");
        error(revoke(stranger, tenant, id), 404, "NOT_FOUND");
        error(revoke(stranger, another, id), 404, "NOT_FOUND");
        error(send(request(path(tenant))), 401, "UNAUTHORIZED");
        error(send(request(path(tenant)).header("Authorization", "Bearer " + tenant.key())), 401, "UNAUTHORIZED");
        error(revoke(owner, tenant, "x"), 400, "VALIDATION_ERROR");
        error(revoke(owner, tenant, UUID.randomUUID().toString()), 404, "NOT_FOUND");
        error(send(request(owner, path(tenant)).PUT(HttpRequest.BodyPublishers.noBody())), 405, "METHOD_NOT_ALLOWED");
        error(send(request(owner, path(tenant) + "?limit=101")), 400, "VALIDATION_ERROR");
        error(
                send(request(owner, path(tenant))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    private Tenant organization(String plan) {
        var organization = given.organization(plan, null);
        return new Tenant(organization, given.badge(organization, null), "crd_live_" + "0".repeat(32));
    }

    private static String path(Tenant tenant) {
        return "/api/organizations/" + tenant.organization() + "/api-keys";
    }

    private HttpResponse<String> create(Person who, Tenant tenant, String body) {
        return send("POST", request(who, path(tenant)), body);
    }

    private HttpResponse<String> revoke(Person who, Tenant tenant, String id) {
        return send(request(who, path(tenant) + "/" + id).DELETE());
    }

    private static <T> List<T> atOnce(int times, Callable<T> what) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(times)) {
            var tasks = IntStream.range(0, times).mapToObj(n -> what).toList();
            var results = new ArrayList<T>();
            for (var task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
