package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section E of the API, and whose request it is (section B). */
class IssuanceIT extends Edge {

    private static final String ADA = """
            {"badgeId": "%s", "recipient": {"name": " Ada Lovelace ", "email": " Ada@Example.com "}, "later": 1}
            """;

    @Test
    void aRequestIsAnsweredWithTheCredentialThatTheWorkerDecided() {
        var tenant = tenant("professional");
        var answer = issue(tenant, ADA.formatted(tenant.badge()));
        var body = json(answer, 201);
        String shortId = body.get("credentialId").asString();
        assertThat(shortId).matches("CRD-[A-Z0-9]{8}");
        assertThat(body.get("verificationUrl").asString()).isEqualTo("https://badges.example/verify/" + shortId);
        assertThat(body.get("status").asString()).isEqualTo("pending");
        assertThat(body.get("issuanceDate").asString()).isEqualTo("2026-01-15T10:00:00.120Z");
        assertThat(body.get("expirationDate").isNull()).isTrue();
        assertThat(body.get("supersedesCredentialId").isNull()).isTrue();
        assertThat(body.get("recipientName").asString()).isEqualTo("Ada Lovelace");
        assertThat(body.get("recipientEmail").asString()).isEqualTo("ada@example.com");
        assertThat(header(answer, "Location"))
                .isEqualTo("/api/v1/credentials/" + body.get("id").asString());
        assertThat(header(answer, "X-RateLimit-Limit")).isEqualTo("100000");
    }

    @ParameterizedTest
    @CsvSource({
        "organization_not_approved, 403, FORBIDDEN",
        "no_signing_key, 403, FORBIDDEN",
        "over_quota, 403, FORBIDDEN",
        "badge_not_found, 404, NOT_FOUND",
        "badge_inactive, 409, CONFLICT",
        "active_non_expiring, 409, CONFLICT",
        "idempotency_mismatch, 422, IDEMPOTENCY_MISMATCH",
        "internal_error, 500, INTERNAL_ERROR"
    })
    void aRejectionIsAnError(String reason, int status, String code) {
        var tenant = tenant("professional");
        var answer = issue(tenant, body(tenant, "reject." + reason + "@example.com"));
        var error = error(answer, status, code);
        assertThat(error.get("message").asString())
                .contains(status == 500 ? header(answer, "X-Request-Id") : "Rejected");
        assertThat(header(answer, "X-RateLimit-Remaining")).isNotBlank();
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() {
        var tenant = tenant("professional");
        var answer = send(post(tenant, body(tenant, "bob@example.com")).header("Prefer", "respond-async, wait=5"));
        var body = json(answer, 202);
        String id = body.get("id").asString();
        assertThat(body.get("credentialId").isNull()).isTrue();
        assertThat(body.get("verificationUrl").asString()).isEqualTo("https://badges.example/verify/" + id);
        assertThat(header(answer, "Preference-Applied")).isEqualTo("respond-async");
        String location = header(answer, "Location");
        assertThat(location).isEqualTo("/api/v1/issuances/" + id);
        await().untilAsserted(() -> {
            var issuance = json(get(tenant, location), 200);
            assertThat(issuance.get("status").asString()).isEqualTo("issued");
            assertThat(issuance.get("credential").get("recipientEmail").asString())
                    .isEqualTo("bob@example.com");
        });
    }

    @Test
    void anUndecidedRequestIsAcceptedAfterTheWaitAndReadsAsQueued() {
        var tenant = tenant("professional");
        var answer = send(post(tenant, body(tenant, "silent@example.com")).header("Prefer", "wait=1"));
        json(answer, 202);
        var issuance = json(get(tenant, header(answer, "Location")), 200);
        assertThat(issuance.get("status").asString()).isEqualTo("queued");
    }

    @Test
    void aRejectedRequestCanBeLookedUp() {
        var tenant = tenant("professional");
        var answer =
                send(post(tenant, body(tenant, "reject.over_quota@example.com")).header("Prefer", "respond-async"));
        await().untilAsserted(() -> {
            var issuance = json(get(tenant, header(answer, "Location")), 200);
            assertThat(issuance.get("status").asString()).isEqualTo("rejected");
            assertThat(issuance.get("error").get("error").asString()).isEqualTo("FORBIDDEN");
        });
    }

    @Test
    void anUnknownIssuanceIsNotFound() {
        var tenant = tenant("professional");
        error(get(tenant, "/api/v1/issuances/" + UUID.randomUUID()), 404, "NOT_FOUND");
        var old = UuidCreator.getTimeOrderedEpoch(Instant.parse("2025-01-01T00:00:00Z"));
        error(get(tenant, "/api/v1/issuances/" + old), 404, "NOT_FOUND");
        error(get(tenant, "/api/v1/issuances/x"), 400, "VALIDATION_ERROR");
    }

    @Test
    void anotherOrganizationsIssuanceIsNotFound() {
        var tenant = tenant("professional");
        String id = json(issue(tenant, body(tenant, "cleo@example.com")), 201)
                .get("id")
                .asString();
        error(get(tenant("professional"), "/api/v1/issuances/" + id), 404, "NOT_FOUND");
    }

    @Test
    void aRetryWithTheSameKeyGivesTheFirstAnswer() {
        var tenant = tenant("professional");
        var first = json(send(post(tenant, ADA.formatted(tenant.badge())).header("Idempotency-Key", "k1")), 201);
        String spelledOtherwise = body(tenant, "ada@example.com");
        var second = json(send(post(tenant, spelledOtherwise).header("Idempotency-Key", "k1")), 201);
        assertThat(second).isEqualTo(first);
        assertThat(worker.seen().stream()
                        .filter(command -> command.organizationId().equals(tenant.organization())))
                .hasSize(1);
    }

    @Test
    void aUsedKeyWithAnotherBodyIsAMismatch() {
        var tenant = tenant("professional");
        json(send(post(tenant, body(tenant, "dan@example.com")).header("Idempotency-Key", "k2")), 201);
        error(
                send(post(tenant, body(tenant, "eve@example.com")).header("Idempotency-Key", "k2")),
                422,
                "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void theSameKeyOfAnotherOrganizationIsAnotherRequest() {
        var one = tenant("professional");
        var other = tenant("professional");
        var first = json(send(post(one, body(one, "dan@example.com")).header("Idempotency-Key", "k3")), 201);
        var second = json(send(post(other, body(other, "dan@example.com")).header("Idempotency-Key", "k3")), 201);
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        var tenant = tenant("professional");
        var answer = send(post(tenant, body(tenant, "dan@example.com")).header("Idempotency-Key", "k".repeat(256)));
        assertThat(error(answer, 400, "VALIDATION_ERROR").get("details").has("Idempotency-Key"))
                .isTrue();
    }

    @Test
    void eachWrongFieldIsNamed() {
        var tenant = tenant("professional");
        var answer = issue(tenant, """
                {"badgeId": "x", "recipient": {"name": "", "email": "nobody"}, "evidenceUrl": "/here"}
                """);
        var details = error(answer, 400, "VALIDATION_ERROR").get("details");
        assertThat(details.propertyNames())
                .containsExactlyInAnyOrder("badgeId", "recipient.name", "recipient.email", "evidenceUrl");
    }

    @Test
    void aNameOfTenThousandCharactersIsRefused() {
        var tenant = tenant("professional");
        var answer = issue(tenant, body(tenant, "ada@example.com").replace("Ada Lovelace", "a".repeat(10_000)));
        assertThat(error(answer, 400, "VALIDATION_ERROR").get("details").has("recipient.name"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "[]", "\"x\"", "{\"recipient\": 1}", "{\"isPublic\": \"maybe\"}", "\u0000"})
    void whatIsNotTheExpectedJsonIsAValidationError(String body) {
        error(issue(tenant("professional"), body), 400, "VALIDATION_ERROR");
    }

    @Test
    void tenMegabytesOfNonsenseAreTooLarge() {
        error(issue(tenant("professional"), "x".repeat(10_000_000)), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void anotherContentTypeIsSaidSo() {
        var tenant = tenant("professional");
        var answer = send(request(tenant, "/api/v1/credentials")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
        error(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(header(answer, "X-RateLimit-Limit")).isNotBlank();
    }

    @Test
    void aWrongMethodAndAnUnknownPathAreSaidSo() {
        var tenant = tenant("professional");
        error(send(request(tenant, "/api/v1/credentials").DELETE()), 405, "METHOD_NOT_ALLOWED");
        error(get(tenant, "/api/v1/nothing"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer x",
                "Basic YTpi",
                "Bearer crd_live_short",
                "Bearer crd_live_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Bearer crd_live_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'--"
            })
    void withoutAKnownKeyNobodyEnters(String authorization) {
        error(send(request("/api/v1/badges").header("Authorization", authorization)), 401, "UNAUTHORIZED");
        error(send(request("/api/v1/%62adges").header("Authorization", authorization)), 401, "UNAUTHORIZED");
        error(send(request("/%61pi/v1/badges").header("Authorization", authorization)), 401, "UNAUTHORIZED");
        error(send(request("/api;x/v1/badges").header("Authorization", authorization)), 400, "VALIDATION_ERROR");
        var answer = send(request("/api/v1/badges"));
        error(answer, 401, "UNAUTHORIZED");
        assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aRevokedKeyStopsAtOnce() {
        var tenant = tenant("professional");
        json(get(tenant, "/api/v1/badges"), 200);
        database.owner()
                .sql("update api_key set revoked_at = now() where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        error(get(tenant, "/api/v1/badges"), 401, "UNAUTHORIZED");
    }

    @Test
    void theFreePlanHasNoApi() {
        var tenant = tenant("free");
        for (var answer : new HttpResponse<?>[] {
            issue(tenant, body(tenant, "ada@example.com")), get(tenant, "/api/v1/credentials"), get(tenant, "/api/v1/x")
        }) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body().toString()).contains("API access requires Professional plan");
            assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).isPresent();
        }
    }

    @Test
    void aKeysLimitIsExactAndSaysWhenItEnds() {
        var organization = given.organization("professional", null);
        var tenant = new Tenant(organization, given.badge(organization, null), given.apiKey(organization, 5));
        int passed = 0;
        HttpResponse<String> last = get(tenant, "/api/v1/badges");
        for (int n = 0; n < 12 && last.statusCode() == 200; n++) {
            passed++;
            assertThat(header(last, "X-RateLimit-Limit")).isEqualTo("5");
            last = get(tenant, "/api/v1/badges");
        }
        // The minute may have turned meanwhile; then each window had its five.
        assertThat(passed).isBetween(5, 10);
        error(last, 429, "RATE_LIMITED");
        assertThat(header(last, "X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(header(last, "Retry-After"))).isBetween(1, 60);
        assertThat(Long.parseLong(header(last, "X-RateLimit-Reset")) % 60).isZero();
    }

    @Test
    void aPersonWhoOpensTheAddressSeesWhatThisIs() {
        var answer = send(request("/").header("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<h1>Laurel</h1>")
                .contains("curl https://badges.example/api/v1/credentials");
    }

    @Test
    void theServiceIsReadyWhenRepliesReachIt() {
        assertThat(send(request("/actuator/health/readiness")).statusCode()).isEqualTo(200);
    }

    private static String body(Tenant tenant, String email) {
        return "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Ada Lovelace\",\"email\":\"%s\"},\"isPublic\":true}"
                .formatted(tenant.badge(), email);
    }

    private HttpRequest.Builder post(Tenant tenant, String body) {
        return request(tenant, "/api/v1/credentials")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> issue(Tenant tenant, String body) {
        return send(post(tenant, body));
    }
}
