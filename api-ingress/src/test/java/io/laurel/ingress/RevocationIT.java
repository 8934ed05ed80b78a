package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section G of the API: one credential is revoked, or many, by key and by session. */
class RevocationIT extends Edge {

    private static final String CREDENTIALS = "/api/v1/credentials";
    private static final String REASON = "{\"reason\": \"  Fälschung, 造假  \"}";

    @Test
    void aCredentialIsRevokedOnceByEitherId() {
        var tenant = tenant("professional");
        for (String idName : List.of("id", "credentialId")) {
            var issued = issue(tenant, idName.toLowerCase(Locale.ROOT) + "@example.com");
            String path = CREDENTIALS + "/" + issued.get(idName).asString() + "/revoke";
            var revoked = json(post(tenant, path, REASON), 200);
            assertThat(revoked.get("id")).isEqualTo(issued.get("id"));
            assertThat(revoked.get("status").asString()).isEqualTo("revoked");
            assertThat(revoked.get("revokedAt").asString()).endsWith("Z");
            error(post(tenant, path, REASON), 409, "CONFLICT");
            assertThat(reason(issued)).isEqualTo("Fälschung, 造假");
        }
        assertThat(audited(tenant)).isEqualTo(4);
    }

    @Test
    void theSameRequestIsTheSameRevocation() {
        var tenant = tenant("professional");
        String path =
                CREDENTIALS + "/" + issue(tenant, "same@example.com").get("id").asString() + "/revoke";
        for (int times = 0; times < 2; times++) {
            var answer = send(posting(tenant, path, REASON).header("Idempotency-Key", "revoke-7"));
            assertThat(json(answer, 200).get("status").asString()).isEqualTo("revoked");
        }
        error(send(posting(tenant, path, REASON).header("Idempotency-Key", "revoke-8")), 409, "CONFLICT");
        error(send(posting(tenant, path, REASON).header("Idempotency-Key", " ")), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \" \\t \"}",
                "{\"reason\": \"a\\u0000b\"}",
                "{\"reason\": {}}",
                "reason",
                ""
            })
    void aReasonIsNeeded(String body) {
        var tenant = tenant("professional");
        String path = CREDENTIALS + "/" + UUID.randomUUID() + "/revoke";
        error(post(tenant, path, body), 400, "VALIDATION_ERROR");
        error(post(tenant, CREDENTIALS + "/revoke", body), 400, "VALIDATION_ERROR");
    }

    @Test
    void aReasonHasAtMost500Characters() {
        var tenant = tenant("professional");
        String path =
                CREDENTIALS + "/" + issue(tenant, "long@example.com").get("id").asString() + "/revoke";
        error(post(tenant, path, "{\"reason\": \"%s\"}".formatted("🔥".repeat(501))), 400, "VALIDATION_ERROR");
        json(post(tenant, path, "{\"reason\": \"%s\"}".formatted("🔥".repeat(500))), 200);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        var tenant = tenant("professional");
        var other = issue(tenant("professional"), "other@example.com");
        for (String id : List.of(
                UUID.randomUUID().toString(),
                "CRD-ZZZZZZZZ",
                "nonsense",
                other.get("id").asString())) {
            error(post(tenant, CREDENTIALS + "/" + id + "/revoke", REASON), 404, "NOT_FOUND");
        }
        error(
                send(request(CREDENTIALS + "/revoke").POST(HttpRequest.BodyPublishers.ofString("{}"))),
                401,
                "UNAUTHORIZED");
        error(send(request(tenant, CREDENTIALS + "/revoke")), 404, "NOT_FOUND");
        error(
                send(request(tenant, CREDENTIALS + "/revoke")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() {
        var tenant = tenant("professional");
        String id = issue(tenant, "async@example.com").get("id").asString();
        var answer =
                send(posting(tenant, CREDENTIALS + "/" + id + "/revoke", REASON).header("Prefer", "respond-async"));
        json(answer, 202);
        assertThat(header(answer, "Preference-Applied")).isEqualTo("respond-async");
        assertThat(header(answer, "Location")).isEqualTo(CREDENTIALS + "/" + id);
        await().untilAsserted(() -> assertThat(json(get(tenant, header(answer, "Location")), 200)
                        .get("status")
                        .asString())
                .isEqualTo("revoked"));
    }

    @Test
    void noDecisionInTimeIsSaidSo() {
        var tenant = tenant("professional");
        var issued = issue(tenant, "quiet@example.com");
        database.owner()
                .sql("update credential set recipient_email = 'silent-' || id where id = ?")
                .param(UUID.fromString(issued.get("id").asString()))
                .update();
        String shortId = issued.get("credentialId").asString();
        // Of its three seconds of patience one is waited.
        var answer =
                send(posting(tenant, CREDENTIALS + "/revoke", "{\"reason\": \"x\", \"ids\": [\"" + shortId + "\"]}")
                        .header("Prefer", "wait=1"));
        var body = json(answer, 202);
        assertThat(body.get("queued").asInt()).isEqualTo(1);
        assertThat(body.get("results").get(0).get("outcome").asString()).isEqualTo("queued");
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }

    @Test
    void manyAreRevokedAtOnceEachWithItsOwnAnswer() {
        var tenant = tenant("professional");
        var ids = new ArrayList<String>();
        for (int n = 0; n < 20; n++) {
            ids.add(issue(tenant, "many" + n + "@example.com")
                    .get(n % 2 == 0 ? "id" : "credentialId")
                    .asString());
        }
        var before = issue(tenant, "before@example.com");
        json(post(tenant, CREDENTIALS + "/" + before.get("id").asString() + "/revoke", REASON), 200);
        ids.add(before.get("id").asString());
        ids.add(before.get("credentialId").asString());
        ids.add("nonsense");
        var body = json(post(tenant, CREDENTIALS + "/revoke", many(ids)), 200);
        assertThat(body.get("revoked").asInt()).isEqualTo(20);
        assertThat(body.get("refused").asInt()).isEqualTo(3);
        assertThat(body.get("queued").asInt()).isZero();
        var results = body.get("results");
        assertThat(IntStream.range(0, ids.size())
                        .mapToObj(n -> results.get(n).get("id").asString()))
                .containsExactlyElementsOf(ids);
        assertThat(results.get(3).get("outcome").asString()).isEqualTo("revoked");
        assertThat(results.get(3).get("credentialId").asString()).startsWith("CRD-");
        assertThat(results.get(20).get("error").get("error").asString()).isEqualTo("CONFLICT");
        assertThat(results.get(21).get("error").get("error").asString()).isEqualTo("CONFLICT");
        assertThat(results.get(22).get("error").get("error").asString()).isEqualTo("NOT_FOUND");
        assertThat(json(get(tenant, CREDENTIALS + "?status=revoked"), 200)
                        .get("pagination")
                        .get("total")
                        .asInt())
                .isEqualTo(21);
    }

    @Test
    void manyHaveABound() {
        var tenant = tenant("professional");
        var ids = IntStream.range(0, 1_001)
                .mapToObj(n -> UUID.randomUUID().toString())
                .toList();
        error(post(tenant, CREDENTIALS + "/revoke", many(ids)), 400, "VALIDATION_ERROR");
        error(post(tenant, CREDENTIALS + "/revoke", many(List.of())), 400, "VALIDATION_ERROR");
        var body = json(post(tenant, CREDENTIALS + "/revoke", many(ids.subList(0, 1_000))), 200);
        assertThat(body.get("refused").asInt()).isEqualTo(1_000);
    }

    /** Issuing, looking, revoking. */
    @ParameterizedTest
    @CsvSource({"viewer, 403, 403", "issuer, 201, 403", "admin, 201, 200", "owner, 201, 200"})
    void aMemberDoesWhatTheirRoleAllows(String role, int issuing, int revoking) {
        var tenant = tenant("free");
        var member = member(tenant, role);
        String path = "/api/organizations/" + tenant.organization() + "/credentials";
        var issued = send("POST", request(member, path), recipient(tenant, "member@example.com"));
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(issuing);
        String id = given(tenant);
        assertThat(json(send(request(member, path + "/" + id)), 200).get("id").asString())
                .isEqualTo(id);
        assertThat(json(send(request(member, path)), 200).get("data").isEmpty()).isFalse();
        var revoked = send("DELETE", request(member, path + "/" + id), REASON);
        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(revoking);
        var many = send("POST", request(member, path + "/revoke"), many(List.of(id)));
        assertThat(many.statusCode()).as(many.body()).isEqualTo(revoking);
        if (issuing == 201) {
            assertThat(header(issued, "Location"))
                    .isEqualTo(path + "/" + json(issued, 201).get("id").asString());
        }
        if (revoking == 200) {
            error(send("DELETE", request(member, path + "/" + id), REASON), 409, "CONFLICT");
            error(send("DELETE", request(member, path + "/" + id), "{}"), 400, "VALIDATION_ERROR");
        }
        var stranger = tenant("free");
        String elsewhere = given(stranger);
        error(send(request(member, path + "/" + elsewhere)), 404, "NOT_FOUND");
        assertThat(send("DELETE", request(member, path + "/" + elsewhere), REASON)
                        .statusCode())
                .isEqualTo(revoking == 200 ? 404 : 403);
        String theirs = "/api/organizations/" + stranger.organization() + "/credentials";
        error(send("DELETE", request(member, theirs + "/" + elsewhere), REASON), 404, "NOT_FOUND");
        error(send(request(member, theirs)), 404, "NOT_FOUND");
    }

    @Test
    void whatAMemberIssuesWithoutWaitingIsFoundByTheAddressThatTheyAreTold() {
        var tenant = tenant("free");
        var member = member(tenant, "issuer");
        String path = "/api/organizations/" + tenant.organization() + "/credentials";
        var answer = send(
                "POST",
                request(member, path).header("Prefer", "respond-async"),
                recipient(tenant, "later@example.com"));
        json(answer, 202);
        await().untilAsserted(() -> assertThat(json(send(request(member, header(answer, "Location"))), 200)
                        .get("status")
                        .asString())
                .isEqualTo("issued"));
    }

    /** A credential that is there. */
    private String given(Tenant tenant) {
        var id = UUID.randomUUID();
        database.owner()
                .sql("""
                        with asked as (
                            insert into issuance (id, organization_id, badge_id, recipient_email, supersession, decided_at)
                            values (:id, :organization, :badge, :email, 'NEW', now()))
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, status_list, status_index, document)
                        values (:id, :shortId, :organization, :badge, 'Ada', :email, true, now(), 1, 1, '{}')
                        """)
                .param("id", id)
                .param("organization", tenant.organization().value())
                .param("badge", tenant.badge().value())
                .param("email", id + "@example.com")
                .param("shortId", "CRD-" + id.toString().substring(0, 8).toUpperCase(Locale.ROOT))
                .update();
        return id.toString();
    }

    private JsonNode issue(Tenant tenant, String email) {
        return json(post(tenant, CREDENTIALS, recipient(tenant, email)), 201);
    }

    private static String recipient(Tenant tenant, String email) {
        return "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Ada\",\"email\":\"%s\"}}"
                .formatted(tenant.badge(), email);
    }

    private static String many(List<String> ids) {
        return JSON.writeValueAsString(Map.of("reason", "A mistake.", "ids", ids));
    }

    private HttpResponse<String> post(Tenant tenant, String path, String json) {
        return send(posting(tenant, path, json));
    }

    private HttpRequest.Builder posting(Tenant tenant, String path, String json) {
        return request(tenant, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private String reason(JsonNode issued) {
        return database.owner()
                .sql("select revocation_reason from credential where id = ?")
                .param(UUID.fromString(issued.get("id").asString()))
                .query(String.class)
                .single();
    }

    private int audited(Tenant tenant) {
        return database.owner()
                .sql("""
                        select count(*) from audit_entry
                        where organization_id = ? and action = 'credential.revocation_requested'
                        """)
                .param(tenant.organization().value())
                .query(Integer.class)
                .single();
    }
}
