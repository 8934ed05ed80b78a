package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Keys with scopes: who makes them, and what they open. */
class ScopedKeyIT extends Edge {

    private Tenant tenant;
    private Inhabitant admin;

    @BeforeEach
    void district() {
        tenant = tenant("enterprise");
        admin = inhabitant(tenant, "admin");
    }

    @Test
    void aKeyIsShownOnceAndHintedAtAfterwards() {
        var body = Map.of("name", "Reporting", "scopes", List.of("read:people", "write:credentials"));
        var before = System.currentTimeMillis();
        var made = json(send("POST", request(admin, "/api/keys"), body), 201);
        var key = made.get("key").asString();
        assertThat(key).matches("ck_[a-z0-9]{32}");

        var listed = json(send(request(admin, "/api/keys")), 200);
        assertThat(listed.size()).isEqualTo(1);
        var only = listed.get(0);
        assertThat(only.propertyNames()).containsExactlyInAnyOrder("id", "name", "hint", "scopes", "created_at");
        assertThat(only.get("id")).isEqualTo(made.get("id"));
        assertThat(only.get("hint").asString()).isEqualTo(key.substring(key.length() - 4));
        assertThat(texts(only.get("scopes"))).containsExactly("read:people", "write:credentials");
        assertThat(only.get("created_at").asLong()).isBetween(before - 60_000, System.currentTimeMillis() + 60_000);
        assertThat(database.owner()
                        .sql("select count(*) from api_key where position(? in api_key::text) > 0")
                        .param(key.substring(3))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aRevokedKeyIsRefusedWithTheNextRequest() {
        var key = scopedKey(admin, "read:credentials");
        assertThat(send(bearer(key, "/api/v1/credentials")).statusCode()).isEqualTo(200);
        var id = json(send(request(admin, "/api/keys")), 200).get(0).get("id").asString();
        var done = json(send(request(admin, "/api/keys/" + id).DELETE()), 200);
        assertThat(done.toString()).isEqualTo("{\"ok\":true}");
        error(send(bearer(key, "/api/v1/credentials")), 401, "UNAUTHORIZED");
        assertThat(json(send(request(admin, "/api/keys")), 200).size()).isZero();
        sentence(send(request(admin, "/api/keys/" + id).DELETE()), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"x\"}",
                "{\"name\": \"x\", \"scopes\": []}",
                "{\"name\": \"x\", \"scopes\": [\"read:everything\"]}",
                "{\"name\": \"x\", \"scopes\": [null]}",
                "{\"name\": \"x\", \"scopes\": \"read:people\"}",
                "{\"name\": \"x\", \"scopes\": [\"read:people\", \"read:people\"]}",
                "{\"name\": \" \", \"scopes\": [\"read:people\"]}",
                "{"
            })
    void aKeyWithoutANameOrWithOtherScopesIsRefused(String body) {
        sentence(send("POST", request(admin, "/api/keys"), body), 400);
    }

    @Test
    void onlyPeopleWithTheSettingsKeepKeys() {
        var key = scopedKey(admin, "read:people", "write:people", "read:credentials", "write:credentials");
        for (var asker : List.of(bearer(key, "/api/keys"), request(tenant, "/api/keys"))) {
            sentence(send(asker), 403);
        }
        for (var role : List.of("board", "mentor", "candidate")) {
            sentence(send(request(inhabitant(tenant, role), "/api/keys")), 403);
        }
        sentence(send(request("/api/keys")), 401);
        sentence(send(request(person(), "/api/keys")), 401);
        sentence(send(request(admin, "/api/keys/another").DELETE()), 404);
    }

    @Test
    void aKeyOpensWhatItsScopesName() {
        var reader = scopedKey(admin, "read:credentials");
        var writer = scopedKey(admin, "write:credentials");
        var stranger = scopedKey(admin, "write:people");
        assertThat(send(bearer(reader, "/api/v1/badges")).statusCode()).isEqualTo(200);
        assertThat(error(send("POST", bearer(reader, "/api/v1/badges"), "{}"), 403, "FORBIDDEN")
                        .toString())
                .contains("write:credentials");
        assertThat(error(send(bearer(writer, "/api/v1/badges")), 403, "FORBIDDEN")
                        .toString())
                .contains("read:credentials");
        error(send("POST", bearer(writer, "/api/v1/badges"), "{}"), 400, "VALIDATION_ERROR");
        error(send(bearer(stranger, "/api/v1/badges")), 403, "FORBIDDEN");
    }

    @Test
    void itIsLimitedAndAnsweredLikeTheOtherKind() {
        var scoped = send(bearer(scopedKey(admin, "read:credentials"), "/api/v1/badges"));
        var live = send(request(tenant, "/api/v1/badges"));
        assertThat(scoped.body()).isEqualTo(live.body());
        assertThat(header(scoped, "X-RateLimit-Limit")).isEqualTo("60");
        assertThat(header(scoped, "X-RateLimit-Remaining")).isEqualTo("59");
    }

    @Test
    void aPlanCountsTheKeysThatOpenTheCredentialsApi() {
        var professional = tenant("professional");
        var itsAdmin = inhabitant(professional, "admin");
        scopedKey(itsAdmin, "read:people");
        var body = Map.of("name", "More", "scopes", List.of("read:credentials"));
        assertThat(sentence(send("POST", request(itsAdmin, "/api/keys"), body), 403))
                .contains("1 API key");
    }

    @Test
    void aPlanRefusesNoKeyThatItDoesNotCount() {
        var professional = tenant("professional");
        var unpaid = tenant("professional");
        var keys = Stream.of(professional, unpaid)
                .map(each -> scopedKey(inhabitant(each, "admin"), "read:people"))
                .toList();
        database.owner()
                .sql("update organization set plan = 'free' where id = ?")
                .param(unpaid.organization().value())
                .update();
        for (var key : keys) {
            assertThat(error(send(bearer(key, "/api/v1/badges")), 403, "FORBIDDEN")
                            .toString())
                    .contains("read:credentials");
        }
        var plan = send(
                request(member(professional, "owner"), "/api/organizations/" + professional.organization() + "/plan"));
        assertThat(json(plan, 200).get("apiKeys").toString()).isEqualTo("{\"used\":1,\"limit\":1,\"working\":1}");
    }

    @Test
    void aDistrictHasAHundredKeysAndListsThemWholeOrInPart() {
        database.owner().sql("""
                        insert into api_key (id, organization_id, name, hash, prefix, last_four, rate_limit_per_minute, created_at,
                            scopes, short_id)
                        select gen_random_uuid(), ?, 'Another', sha256(gen_random_uuid()::text::bytea), 'ck_', '0000', 60,
                            now() - n * interval '1 minute', array['read:people'], 'k' || n
                        from generate_series(1, 99) as n
                        """).param(tenant.organization().value()).update();
        scopedKey(admin, "read:people");
        var body = Map.of("name", "More", "scopes", List.of("read:people"));
        assertThat(sentence(send("POST", request(admin, "/api/keys"), body), 409))
                .contains("100");
        var all = json(send(request(admin, "/api/keys")), 200).findValuesAsString("id");
        assertThat(all).hasSize(100);
        assertThat(json(send(request(admin, "/api/keys?limit=3&offset=2")), 200).findValuesAsString("id"))
                .isEqualTo(all.subList(2, 5));
        assertThat(json(send(request(admin, "/api/keys?offset=98")), 200).findValuesAsString("id"))
                .isEqualTo(all.subList(98, 100));
        sentence(send(request(admin, "/api/keys?limit=0")), 400);

        json(send(request(admin, "/api/keys/" + all.getLast()).DELETE()), 200);
        scopedKey(admin, "read:people");
    }

    @Test
    void withoutASubscriptionTheSettingsAreClosed() {
        sentence(send(request(inhabitant(tenant("free"), "admin"), "/api/keys")), 402);
    }

    private HttpRequest.Builder bearer(String key, String path) {
        return request(path).header("Authorization", "Bearer " + key);
    }

    private static List<String> texts(JsonNode array) {
        return Arrays.stream(JSON.treeToValue(array, String[].class)).toList();
    }
}
