package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.RotateSigningKey;
import io.laurel.contracts.Topics;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Asking for a signing key, and reading which there are. */
class SigningKeyIT extends Edge {

    @Test
    void aKeyIsAskedForAndItsIdIsTold() {
        var tenant = tenant("professional");

        var answer = post(tenant, tenant, null);

        var id = json(answer, 202).get("id").asString();
        assertThat(header(answer, "Location")).isEqualTo(path(tenant));
        assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo("100000");
        assertThat(tasksOf(tenant)).singleElement().satisfies(task -> {
            assertThat(task.requestId()).hasToString(id);
            assertThat(task.requestedAt()).isNotNull();
        });
    }

    @Test
    void aRequestNamedByItsClientIsOneRequestHoweverOftenItIsMade() {
        var tenant = tenant("professional");
        var other = tenant("professional");

        var first = json(post(tenant, tenant, "autumn"), 202).get("id").asString();

        assertThat(json(post(tenant, tenant, "autumn"), 202).get("id").asString())
                .isEqualTo(first);
        assertThat(json(post(tenant, tenant, "winter"), 202).get("id").asString())
                .isNotEqualTo(first);
        assertThat(json(post(other, other, "autumn"), 202).get("id").asString()).isNotEqualTo(first);
        assertThat(json(post(tenant, tenant, null), 202).get("id").asString())
                .isNotEqualTo(json(post(tenant, tenant, null), 202).get("id").asString());
        error(post(tenant, tenant, "x".repeat(256)), 400, "VALIDATION_ERROR");
    }

    @Test
    void anotherOrganizationsKeysAreForbiddenWhetherItExistsOrNot() {
        var tenant = tenant("professional");
        var other = tenant("professional");

        error(post(tenant, other, null), 403, "FORBIDDEN");
        error(get(tenant, path(other)), 403, "FORBIDDEN");
        error(get(tenant, "/api/organizations/" + UUID.randomUUID() + "/signing-keys"), 403, "FORBIDDEN");
        assertThat(tasksOf(other)).isEmpty();
    }

    @Test
    void withoutAKeyOrAPlanNobodyIsLetIn() {
        var tenant = tenant("professional");
        var free = tenant("free");

        error(send(request(path(tenant))), 401, "UNAUTHORIZED");
        error(send(request(path(tenant)).POST(HttpRequest.BodyPublishers.noBody())), 401, "UNAUTHORIZED");
        error(post(free, free, null), 403, "FORBIDDEN");
        error(get(tenant, "/api/organizations/x/signing-keys"), 400, "VALIDATION_ERROR");
        error(get(tenant, "/api/organizations/x/nothing"), 404, "NOT_FOUND");
    }

    @Test
    void theKeysAreListedWithTheirPublicHalvesOnlyTheNewestFirst() {
        var tenant = tenant("professional");
        var slug = database.owner()
                .sql("select slug from organization where id = ?")
                .param(tenant.organization().value())
                .query(String.class)
                .single();
        var retired = key(tenant, "z6MkOld", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z");
        var inUse = key(tenant, "z6MkNew", "2026-02-01T00:00:00Z", null);
        var rsa = UUID.randomUUID();
        database.owner().sql("""
                        insert into jwt_key (id, organization_id, public_key_jwk, sealed_private_key, created_at)
                        values (?, ?, '{"kty":"RSA","n":"AQ","e":"AQAB"}', '\\xff', '2026-03-01T00:00:00Z')
                        """).params(rsa, tenant.organization().value()).update();

        var answer = get(tenant, path(tenant));

        var data = json(answer, 200).get("data");
        assertThat(data.findValuesAsString("id"))
                .isEqualTo(List.of(rsa.toString(), inUse.toString(), retired.toString()));
        assertThat(data.get(0).toString())
                .isEqualTo(
                        "{\"id\":\"%s\",\"type\":\"JsonWebKey\",\"verificationMethod\":\"did:web:badges.example:issuers:%s#key-%s\",\"publicKeyJwk\":{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"},\"createdAt\":\"2026-03-01T00:00:00.000Z\",\"retiredAt\":null}"
                                .formatted(rsa, slug, rsa));
        assertThat(data.get(1).toString())
                .isEqualTo(
                        "{\"id\":\"%s\",\"type\":\"Multikey\",\"verificationMethod\":\"did:web:badges.example:issuers:%s#key-%s\",\"publicKeyMultibase\":\"z6MkNew\",\"createdAt\":\"2026-02-01T00:00:00.000Z\",\"retiredAt\":null}"
                                .formatted(inUse, slug, inUse));
        assertThat(data.get(2).get("retiredAt").asString()).isEqualTo("2026-02-01T00:00:00.000Z");
        assertThat(json(answer, 200).get("pagination").toString()).isEqualTo("{\"limit\":50,\"offset\":0,\"total\":3}");
        assertThat(json(get(tenant, path(tenant) + "?limit=1&offset=1"), 200)
                        .at("/data/0/id")
                        .asString())
                .isEqualTo(inUse.toString());
    }

    private UUID key(Tenant tenant, String multibase, String created, @Nullable String retired) {
        var id = UUID.randomUUID();
        database.owner()
                .sql("""
                        insert into signing_key
                            (id, organization_id, public_key_multibase, sealed_private_key, created_at, retired_at)
                        values (?, ?, ?, '\\xff', ?::timestamptz, ?::timestamptz)
                        """)
                .param(id)
                .param(tenant.organization().value())
                .param(multibase)
                .param(created)
                .param(retired)
                .update();
        return id;
    }

    private HttpResponse<String> post(Tenant caller, Tenant whose, @Nullable String idempotencyKey) {
        var request = request(caller, path(whose)).POST(HttpRequest.BodyPublishers.noBody());
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    private static String path(Tenant tenant) {
        return "/api/organizations/" + tenant.organization() + "/signing-keys";
    }

    private List<RotateSigningKey> tasksOf(Tenant tenant) {
        return topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class).stream()
                .filter(task -> task.organizationId().equals(tenant.organization()))
                .map(RotateSigningKey.class::cast)
                .toList();
    }
}
