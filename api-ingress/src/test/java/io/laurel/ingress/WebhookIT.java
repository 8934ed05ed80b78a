package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.NotifierTask;
import io.laurel.contracts.ResendDelivery;
import io.laurel.contracts.SealedBox;
import io.laurel.contracts.SendTestEvent;
import io.laurel.contracts.Topics;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An organization's webhook endpoints, their secrets and the log of their deliveries. */
class WebhookIT extends Edge {

    static final KeyPair NOTIFIERS = SealedBox.newKeyPair();
    private static final Map<String, Object> HOOK = Map.of(
            "url", "https://hooks.example/in?token=x", "events", List.of("credential.issued", "credential.revoked"));

    private Tenant tenant;
    private Person admin;

    @BeforeEach
    void enterprise() {
        database.owner().sql("""
                        insert into webhook_sealing_key (id, public_key, sealed_private_key, created_at)
                        values (gen_random_uuid(), ?, '\\xff', now())
                        on conflict do nothing
                        """).param(NOTIFIERS.getPublic().getEncoded()).update();
        tenant = tenant("enterprise");
        admin = member(tenant, "admin");
    }

    @Test
    void anEndpointIsMadeAndItsSecretIsShownOnceAndCanBeOpenedByTheNotifierOnly() {
        var answer = post(admin, path(tenant), HOOK);

        var made = json(answer, 201);
        var id = made.get("id").asString();
        assertThat(header(answer, "Location")).isEqualTo(path(tenant) + "/" + id);
        var secret = made.get("secret").asString();
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.get("status").asString()).isEqualTo("active");
        assertThat(made.get("events").valueStream().map(JsonNode::asString))
                .containsExactly("credential.issued", "credential.revoked");
        var got = json(send(request(admin, path(tenant) + "/" + id)), 200);
        assertThat(got.has("secret")).isFalse();
        assertThat(json(send(request(admin, path(tenant))), 200).at("/data/0").toString())
                .isEqualTo(got.toString());
        assertThat(sealed(id)).containsExactly(secret);
        assertThat(audited(tenant)).containsExactly("webhook.created");
    }

    @Test
    void whoAddsOneWaitsForNobodyWhoOnlyRefersToTheOrganization() {
        json(besideAReference(tenant, () -> post(admin, path(tenant), HOOK)), 201);
    }

    @Test
    void aRotationShowsANewSecretAndTheOldOneSignsForADay() {
        var made = made(tenant, admin);
        var id = made.get("id").asString();

        var second = json(post(admin, path(tenant) + "/" + id + "/rotate-secret", Map.of()), 200);

        assertThat(second.get("secret").asString())
                .isNotEqualTo(made.get("secret").asString());
        assertThat(second.get("oldSecretSignsUntil").asString()).isNotBlank();
        assertThat(sealed(id))
                .containsExactlyInAnyOrder(
                        made.get("secret").asString(), second.get("secret").asString());
        assertThat(database.owner().sql("""
                                select extract(epoch from signs_until - now())::int from webhook_secret
                                where endpoint_id = ?::uuid and signs_until is not null
                                """).param(id).query(Integer.class).single())
                .isBetween(24 * 3600 - 60, 24 * 3600);

        var third = json(post(admin, path(tenant) + "/" + id + "/rotate-secret", Map.of()), 200);
        assertThat(sealed(id))
                .as("rotated twice, the first is worth nothing")
                .containsExactlyInAnyOrder(
                        second.get("secret").asString(), third.get("secret").asString());
    }

    @Test
    void manyWhoRotateAtOnceLeaveOneSecretInUse() {
        var id = made(tenant, admin).get("id").asString();

        var answers = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> post(admin, path(tenant) + "/" + id + "/rotate-secret", Map.of())))
                .toList();

        var secrets = answers.stream()
                .map(answer -> json(answer.join(), 200).get("secret").asString())
                .toList();
        assertThat(sealed(id)).hasSize(2);
        assertThat(secrets).containsAll(sealed(id)).doesNotHaveDuplicates();
    }

    @Test
    void whatIsAskedForIsChangedAndSwitchingOnBeginsAnew() {
        var id = made(tenant, admin).get("id").asString();
        database.owner().sql("""
                        insert into webhook_standing (endpoint_id, generation, failures, failing_since, stopped_at, stopped_because)
                        values (?::uuid, 1, 12, now(), now(), 'failing')
                        """).param(id).update();
        var stopped = json(send(request(admin, path(tenant) + "/" + id)), 200);
        assertThat(stopped.get("status").asString()).isEqualTo("stopped");
        assertThat(stopped.get("statusReason").asString()).isEqualTo("failing");
        error(post(admin, path(tenant) + "/" + id + "/test", Map.of()), 409, "CONFLICT");

        var on = json(patch(admin, id, Map.of("isActive", true, "description", "Ours: 李雷")), 200);
        assertThat(on.get("status").asString()).isEqualTo("active");
        assertThat(on.get("failures").asInt()).isZero();
        assertThat(on.get("description").asString()).isEqualTo("Ours: 李雷");
        assertThat(on.get("url").asString()).isEqualTo("https://hooks.example/in?token=x");

        var off = json(
                patch(admin, id, Map.of("isActive", false, "description", "", "events", List.of("credential.claimed"))),
                200);
        assertThat(off.get("status").asString()).isEqualTo("inactive");
        assertThat(off.get("description").isNull()).isTrue();
        assertThat(off.get("events").toString()).isEqualTo("[\"credential.claimed\"]");
        error(post(admin, path(tenant) + "/" + id + "/test", Map.of()), 409, "CONFLICT");
    }

    @Test
    void aDeletedEndpointIsNotThereAndNeitherIsItsSecret() {
        var id = made(tenant, admin).get("id").asString();

        assertThat(send(request(admin, path(tenant) + "/" + id).DELETE()).statusCode())
                .isEqualTo(204);

        error(send(request(admin, path(tenant) + "/" + id)), 404, "NOT_FOUND");
        error(send(request(admin, path(tenant) + "/" + id).DELETE()), 404, "NOT_FOUND");
        error(patch(admin, id, Map.of()), 404, "NOT_FOUND");
        error(post(admin, path(tenant) + "/" + id + "/rotate-secret", Map.of()), 404, "NOT_FOUND");
        assertThat(json(send(request(admin, path(tenant))), 200).get("data")).isEmpty();
        assertThat(sealed(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"https://hooks.example/\"}",
                "{\"url\":\"https://hooks.example/\",\"events\":[]}",
                "{\"url\":\"https://hooks.example/\",\"events\":[\"credential.forged\"]}",
                "{\"url\":\"https://hooks.example/\",\"events\":[null]}",
                "{\"url\":\"http://hooks.example/\",\"events\":[\"credential.issued\"]}",
                "{\"url\":\"ftp://hooks.example/\",\"events\":[\"credential.issued\"]}",
                "{\"url\":\"https://me:secret@hooks.example/\",\"events\":[\"credential.issued\"]}",
                "{\"url\":\"https:///nohost\",\"events\":[\"credential.issued\"]}",
                "{\"url\":\"not a url\",\"events\":[\"credential.issued\"]}",
                "{\"url\":\"https://hooks.example/\",\"events\":[\"credential.issued\"],\"description\":\"a\\nb\"}",
                "[1]",
                "{"
            })
    void whatMakesNoSenseIsRefused(String body) {
        error(send("POST", request(admin, path(tenant)), body), 400, "VALIDATION_ERROR");
    }

    @Test
    void thereAreAtMostTwentyAlsoWhenManyAreMadeAtOnce() {
        IntStream.range(0, 17).forEach(_ -> made(tenant, admin));

        var answers = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> post(admin, path(tenant), HOOK)))
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(answers).containsOnly(201, 409);
        assertThat(json(send(request(admin, path(tenant) + "?limit=1")), 200)
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void onlyOwnersAndAdminsOfAnEnterpriseHaveThem() {
        var id = made(tenant, member(tenant, "owner")).get("id").asString();
        for (var role : List.of("issuer", "viewer")) {
            var member = member(tenant, role);
            error(send(request(member, path(tenant))), 403, "FORBIDDEN");
            error(post(member, path(tenant), HOOK), 403, "FORBIDDEN");
            error(send(request(member, path(tenant) + "/" + id + "/deliveries")), 403, "FORBIDDEN");
        }
        var other = tenant("enterprise");
        var stranger = member(other, "owner");
        error(send(request(stranger, path(tenant))), 404, "NOT_FOUND");
        error(send(request(stranger, path(other) + "/" + id)), 404, "NOT_FOUND");
        error(send(request(stranger, path(other) + "/" + id + "/deliveries")), 404, "NOT_FOUND");
        error(post(stranger, path(other) + "/" + id + "/rotate-secret", Map.of()), 404, "NOT_FOUND");
        error(post(stranger, path(other) + "/" + id + "/test", Map.of()), 404, "NOT_FOUND");
        error(send(request(stranger, path(other) + "/" + id).DELETE()), 404, "NOT_FOUND");
        assertThat(sealed(id)).hasSize(1);

        database.owner()
                .sql("update organization set plan = 'professional' where id = ?")
                .param(tenant.organization().value())
                .update();
        assertThat(error(post(admin, path(tenant), HOOK), 403, "FORBIDDEN")
                        .get("message")
                        .asString())
                .isEqualTo("Webhooks require Enterprise plan");
        error(post(admin, path(tenant) + "/" + id + "/test", Map.of()), 403, "FORBIDDEN");
        json(send(request(admin, path(tenant) + "/" + id)), 200);
        assertThat(send(request(admin, path(tenant) + "/" + id).DELETE()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aTestIsAskedOfTheNotifier() {
        var id = made(tenant, admin).get("id").asString();

        var asked = json(post(admin, path(tenant) + "/" + id + "/test", Map.of()), 202);

        assertThat(asked.get("state").asString()).isEqualTo("pending");
        assertThat(tasks()).singleElement().isInstanceOfSatisfying(SendTestEvent.class, task -> {
            assertThat(task.webhookId()).hasToString(id);
            assertThat("evt_" + task.eventId()).isEqualTo(asked.get("id").asString());
        });
    }

    @Test
    void theLogIsPagedAndFilteredAndShowsWhatCameBack() {
        var id = made(tenant, admin).get("id").asString();
        var failed = delivery(id, "failed", "2026-01-01T00:00:01Z");
        var delivered = delivery(id, "delivered", "2026-01-01T00:00:02Z");
        var pending = delivery(id, "pending", "2026-01-01T00:00:03Z");
        var log = path(tenant) + "/" + id + "/deliveries";

        var all = json(send(request(admin, log)), 200);
        assertThat(all.get("data").findValuesAsString("id"))
                .containsExactly("evt_" + pending, "evt_" + delivered, "evt_" + failed);
        assertThat(all.at("/pagination/total").asInt()).isEqualTo(3);
        assertThat(all.at("/data/2").toString())
                .isEqualTo(("{\"id\":\"evt_%s\",\"type\":\"credential.issued\",\"state\":\"failed\",\"attempts\":2,"
                                + "\"createdAt\":\"2026-01-01T00:00:01.000Z\",\"lastAttemptAt\":\"2026-01-01T00:00:01.000Z\","
                                + "\"nextAttemptAt\":null,\"endedAt\":\"2026-01-01T00:00:01.000Z\",\"responseStatus\":500,"
                                + "\"responseBody\":\"Oops\",\"error\":\"The answer was 500.\"}")
                        .formatted(failed));
        assertThat(json(send(request(admin, log + "?state=delivered")), 200)
                        .get("data")
                        .findValuesAsString("id"))
                .containsExactly("evt_" + delivered);
        var seen = new ArrayList<String>();
        var page = json(send(request(admin, log + "?limit=2")), 200);
        seen.addAll(page.get("data").findValuesAsString("id"));
        page = json(
                send(request(
                        admin,
                        log + "?limit=2&cursor="
                                + page.at("/pagination/nextCursor").asString())),
                200);
        seen.addAll(page.get("data").findValuesAsString("id"));
        assertThat(seen).containsExactly("evt_" + pending, "evt_" + delivered, "evt_" + failed);
        error(send(request(admin, log + "?state=lost")), 400, "VALIDATION_ERROR");
        error(send(request(admin, log + "?limit=0")), 400, "VALIDATION_ERROR");
    }

    @Test
    void aDeliveryThatEndedIsAskedForAgainAndOneRequestIsMadeOfMany() {
        var id = made(tenant, admin).get("id").asString();
        var failed = delivery(id, "failed", "2026-01-01T00:00:01Z");
        var pending = delivery(id, "pending", "2026-01-01T00:00:03Z");
        var log = path(tenant) + "/" + id + "/deliveries/";

        json(post(admin, log + "evt_" + failed + "/resend", Map.of()), 202);
        json(post(admin, log + "evt_" + failed + "/resend", Map.of()), 202);

        assertThat(tasks())
                .hasSize(2)
                .allSatisfy(task -> assertThat(task).isInstanceOfSatisfying(ResendDelivery.class, resend -> {
                    assertThat(resend.eventId()).hasToString(failed);
                    assertThat(resend.webhookId()).hasToString(id);
                }));
        assertThat(tasks().stream()
                        .map(task -> ((ResendDelivery) task).requestId())
                        .distinct())
                .hasSize(1);
        error(post(admin, log + "evt_" + pending + "/resend", Map.of()), 409, "CONFLICT");
        error(post(admin, log + "evt_" + UUID.randomUUID() + "/resend", Map.of()), 404, "NOT_FOUND");
        error(post(admin, log + "nonsense/resend", Map.of()), 404, "NOT_FOUND");
    }

    private String delivery(String endpoint, String state, String at) {
        var id = UUID.randomUUID().toString();
        boolean isPending = state.equals("pending");
        database.owner()
                .sql("""
                        insert into webhook_delivery (endpoint_id, event_id, organization_id, type, body, state, attempts,
                            next_attempt_at, give_up_at, last_attempt_at, response_status, response_body, last_error,
                            created_at, settled_at)
                        values (:endpoint::uuid, :id::uuid, :organization, 'credential.issued', '{}', :state, 2,
                            case when :pending then :at::timestamptz end, :at::timestamptz, :at::timestamptz,
                            500, 'Oops', 'The answer was 500.', :at::timestamptz,
                            case when :pending then null else :at::timestamptz end)
                        """)
                .param("endpoint", endpoint)
                .param("id", id)
                .param("organization", tenant.organization().value())
                .param("state", state)
                .param("pending", isPending)
                .param("at", at)
                .update();
        return id;
    }

    private JsonNode made(Tenant whose, Person by) {
        return json(post(by, path(whose), HOOK), 201);
    }

    /** What the notifier makes of an endpoint's secrets. */
    private List<String> sealed(String endpoint) {
        return database
                .owner()
                .sql("select id::text, sealed from webhook_secret where endpoint_id = ?::uuid")
                .param(endpoint)
                .query((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
                .list()
                .stream()
                .map(secret ->
                        new String(SealedBox.open(secret.getValue(), NOTIFIERS.getPrivate(), secret.getKey()), UTF_8))
                .toList();
    }

    private List<String> audited(Tenant whose) {
        return database.owner()
                .sql("select action from audit_entry where organization_id = ? order by at")
                .param(whose.organization().value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<NotifierTask> tasks() {
        return topics.read(Topics.NOTIFIER_TASKS, NotifierTask.class).stream()
                .filter(task -> task.organizationId().equals(tenant.organization()))
                .toList();
    }

    private HttpResponse<String> patch(Person person, String id, Object body) {
        return send("PATCH", request(person, path(tenant) + "/" + id), body);
    }

    private HttpResponse<String> post(Person person, String path, Object body) {
        return send("POST", request(person, path), body);
    }

    private static String path(Tenant tenant) {
        return "/api/organizations/" + tenant.organization() + "/webhooks";
    }
}
