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

        var answer = post(member(tenant, "owner"), tenant, null);

        var id = json(answer, 202).get("id").asString();
        assertThat(header(answer, "Location")).isEqualTo(path(tenant));
        assertThat(tasksOf(tenant)).singleElement().satisfies(task -> {
            assertThat(task.requestId()).hasToString(id);
            assertThat(task.requestedAt()).isNotNull();
        });
    }

    @Test
    void aRequestNamedByItsClientIsOneRequestHoweverOftenItIsMade() {
        var tenant = tenant("free");
        var owner = member(tenant, "owner");
        var other = tenant("professional");
        var othersOwner = member(other, "owner");

        var first = json(post(owner, tenant, "autumn"), 202).get("id").asString();

        assertThat(json(post(owner, tenant, "autumn"), 202).get("id").asString())
                .isEqualTo(first);
        assertThat(json(post(owner, tenant, "winter"), 202).get("id").asString())
                .isNotEqualTo(first);
        assertThat(json(post(othersOwner, other, "autumn"), 202).get("id").asString())
                .isNotEqualTo(first);
        assertThat(json(post(owner, tenant, null), 202).get("id").asString())
                .isNotEqualTo(json(post(owner, tenant, null), 202).get("id").asString());
        error(post(owner, tenant, "x".repeat(256)), 400, "VALIDATION_ERROR");
    }

    @Test
    void onlyAnOwnerAsksForAKeyAndEveryMemberSeesThem() {
        var tenant = tenant("professional");
        for (var role : List.of("admin", "issuer", "viewer")) {
            var member = member(tenant, role);
            error(post(member, tenant, null), 403, "FORBIDDEN");
            json(send(request(member, path(tenant))), 200);
        }
        assertThat(tasksOf(tenant)).isEmpty();
    }

    @Test
    void anotherOrganizationIsNotThereWhetherItExistsOrNot() {
        var owner = member(tenant("professional"), "owner");
        var other = tenant("professional");

        error(post(owner, other, null), 404, "NOT_FOUND");
        error(send(request(owner, path(other))), 404, "NOT_FOUND");
        error(send(request(owner, "/api/organizations/" + UUID.randomUUID() + "/signing-keys")), 404, "NOT_FOUND");
        error(send(request(owner, "/api/organizations/x/signing-keys")), 404, "NOT_FOUND");
        error(send(request(owner, "/api/organizations/x/nothing")), 404, "NOT_FOUND");
        assertThat(tasksOf(other)).isEmpty();
    }

    @Test
    void withoutASessionNobodyIsLetIn() {
        var tenant = tenant("professional");

        error(send(request(path(tenant))), 401, "UNAUTHORIZED");
        error(send(request(path(tenant)).POST(HttpRequest.BodyPublishers.noBody())), 401, "UNAUTHORIZED");
        error(get(tenant, path(tenant)), 401, "UNAUTHORIZED");
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

        var viewer = member(tenant, "viewer");
        var answer = send(request(viewer, path(tenant)));

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
        assertThat(json(send(request(viewer, path(tenant) + "?limit=1&offset=1")), 200)
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

    private HttpResponse<String> post(Person caller, Tenant whose, @Nullable String idempotencyKey) {
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
