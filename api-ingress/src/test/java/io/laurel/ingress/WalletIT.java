package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a recipient sees of their own, takes with them, and shows. */
class WalletIT extends Edge {

    @Test
    void aRecipientSeesTheirOwnCredentialsOfEveryIssuerTheNewestFirst() {
        var ada = person();
        var one = tenant("professional");
        var other = tenant("free");
        var old = credential(one, ada.email(), "2026-01-01T00:00:00Z", null, "claimed");
        var expired = credential(other, ada.email(), "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "");
        var pending = credential(other, ada.email(), "2026-04-01T00:00:00Z", null, "");
        var revoked = credential(one, ada.email(), "2026-05-01T00:00:00Z", null, "revoked");
        credential(one, person().email(), "2026-06-01T00:00:00Z", null, "");

        var all = json(send(request(ada, "/api/credentials")), 200);

        assertThat(all.get("data").findValuesAsString("id"))
                .isEqualTo(List.of(revoked.toString(), pending.toString(), expired.toString(), old.toString()));
        assertThat(all.get("data").findValuesAsString("status"))
                .isEqualTo(List.of("revoked", "pending", "expired", "valid"));
        assertThat(all.at("/data/0/issuerName").asString()).isEqualTo("Academy of Letters");
        assertThat(all.at("/data/0/imageUrl").asString()).startsWith("https://badges.example/images/");
        assertThat(all.at("/pagination/total").asInt()).isEqualTo(4);
        assertThat(json(send(request(ada, "/api/credentials?status=pending&limit=1")), 200)
                        .get("data")
                        .findValuesAsString("id"))
                .containsExactly(pending.toString());
        error(send(request(ada, "/api/credentials?status=lost")), 400, "VALIDATION_ERROR");
        error(send(request(ada, "/api/credentials?cursor=x")), 400, "VALIDATION_ERROR");
        error(send(request("/api/credentials")), 401, "UNAUTHORIZED");
        error(get(one, "/api/credentials"), 401, "UNAUTHORIZED");
    }

    @Test
    void aRecipientClaimsTheirOwnCredentialOnceByEitherId() {
        var ada = person();
        var tenant = tenant("professional");
        var id = issued(tenant, ada.email()).get("id").asString();
        var shortId = issued(tenant, ada.email()).get("credentialId").asString();

        var claimed = json(claim(ada, id), 200);
        assertThat(claimed.get("id").asString()).isEqualTo(id);
        assertThat(claimed.get("status").asString()).isEqualTo("valid");
        error(claim(ada, id), 409, "ALREADY_CLAIMED");
        json(claim(ada, shortId), 200);

        var eve = person();
        var other = issued(tenant, "eve+" + eve.email()).get("id").asString();
        error(claim(eve, other), 403, "EMAIL_MISMATCH");
        var later = send(request(
                        ada,
                        "/api/credentials/"
                                + issued(tenant, ada.email()).get("id").asString() + "/claim")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.noBody()));
        json(later, 202);
        error(claim(eve, UUID.randomUUID().toString()), 404, "NOT_FOUND");
        error(claim(eve, "nonsense"), 404, "NOT_FOUND");
        error(send("POST", request("/api/credentials/" + id + "/claim"), "{}"), 401, "UNAUTHORIZED");
    }

    private HttpResponse<String> claim(Person person, String id) {
        return send(request(person, "/api/credentials/" + id + "/claim").POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** As {@link TestWorker} issues: each request another credential. */
    private JsonNode issued(Tenant tenant, String email) {
        var badge = given.badge(tenant.organization(), null);
        return json(
                send(
                        "POST",
                        request(tenant, "/api/v1/credentials"),
                        Map.of("badgeId", badge.toString(), "recipient", Map.of("name", "Ada", "email", email))),
                201);
    }

    @Test
    void whatWasClaimedIsTakenAwayAsAPresentationOfTheSignedBytes() {
        var ada = person();
        var tenant = tenant("professional");
        var claimed = credential(tenant, ada.email(), "2026-01-01T00:00:00Z", null, "claimed");
        credential(tenant, ada.email(), "2026-01-02T00:00:00Z", null, "");
        credential(tenant, ada.email(), "2026-01-03T00:00:00Z", null, "revoked");
        imported(ada, "eyJhbGciOiJFUzI1NiJ9.e30.c2ln");

        var answer = send(request(ada, "/api/credentials/export"));

        var presentation = json(answer, 200);
        assertThat(header(answer, "Content-Type")).startsWith("application/vp+ld+json");
        assertThat(header(answer, "Content-Disposition")).contains("attachment");
        assertThat(presentation.at("/type/0").asString()).isEqualTo("VerifiablePresentation");
        assertThat(presentation.get("verifiableCredential")).hasSize(2);
        assertThat(presentation.at("/verifiableCredential/0/id").asString()).isEqualTo("urn:uuid:" + claimed);
        assertThat(presentation.at("/verifiableCredential/1/type").asString())
                .isEqualTo("EnvelopedVerifiableCredential");
        assertThat(presentation.at("/verifiableCredential/1/id").asString())
                .isEqualTo("data:application/vc+jwt,eyJhbGciOiJFUzI1NiJ9.e30.c2ln");
        error(send(request("/api/credentials/export")), 401, "UNAUTHORIZED");
    }

    @Test
    void aThousandCredentialsAreTakenAwayWhole() {
        var ada = person();
        var tenant = tenant("professional");
        for (int n = 0; n < 401; n++) {
            credential(tenant, ada.email(), "2026-01-01T00:00:00Z", null, "claimed");
        }
        assertThat(json(send(request(ada, "/api/credentials/export")), 200).get("verifiableCredential"))
                .hasSize(401);
    }

    @Test
    void whatWasImportedIsListedAndRemovedByItsOwnerOnly() {
        var ada = person();
        var id = imported(ada, "{}");
        var eve = person();

        assertThat(json(send(request(ada, "/api/credentials/imported")), 200)
                        .at("/data/0/id")
                        .asString())
                .isEqualTo(id.toString());
        assertThat(json(send(request(eve, "/api/credentials/imported")), 200).get("data"))
                .isEmpty();
        assertThat(json(send(request(ada, "/api/credentials/imported")), 200)
                        .get("data")
                        .get(0)
                        .has("credential"))
                .isFalse();
        error(send(request(eve, "/api/credentials/imported/" + id).DELETE()), 404, "NOT_FOUND");
        assertThat(send(request(ada, "/api/credentials/imported/" + id).DELETE())
                        .statusCode())
                .isEqualTo(204);
        error(send(request(ada, "/api/credentials/imported/" + id).DELETE()), 404, "NOT_FOUND");
    }

    @Test
    void aProfileIsShownOnlyOnceItsOwnerSaysSo() {
        var ada = person();
        error(send(request(ada, "/api/profile")), 404, "NOT_FOUND");
        var slug = "ada-" + UUID.randomUUID().toString().substring(0, 8);

        var hidden = json(send("PUT", request(ada, "/api/profile"), Map.of("slug", slug)), 200);
        assertThat(hidden.get("name").asString()).isEqualTo("Åse O'Brien");
        assertThat(hidden.get("isPublic").asBoolean()).isFalse();
        assertThat(hidden.get("url").isNull()).isTrue();

        var shown = json(
                send(
                        "PUT",
                        request(ada, "/api/profile"),
                        Map.of("slug", slug, "name", " Ada 李雷 ", "headline", "Counts", "isPublic", true)),
                200);
        assertThat(shown.get("url").asString()).isEqualTo("https://badges.example/u/" + slug);
        assertThat(json(send(request(ada, "/api/profile")), 200)).isEqualTo(shown);
        error(send("PUT", request(person(), "/api/profile"), Map.of("slug", slug)), 409, "CONFLICT");
        error(send("PUT", request("/api/profile"), Map.of("slug", slug)), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"slug\":\"A\"}",
                "{\"slug\":\"-ada\"}",
                "{\"slug\":\"a/../b\"}",
                "{\"slug\":\"ada\",\"name\":\" \"}",
                "{\"slug\":\"ada\",\"name\":\"a\\nb\"}"
            })
    void aProfileThatIsWrongIsRefused(String body) {
        error(send("PUT", request(person(), "/api/profile"), body), 400, "VALIDATION_ERROR");
    }

    private UUID imported(Person person, String document) {
        var id = UUID.randomUUID();
        database.owner()
                .sql("""
                        insert into imported_credential (id, account_id, sha256, document, name, issuer, imported_at)
                        values (?, ?, sha256(?::bytea), ?, 'Diver', 'Elsewhere', now())
                        """)
                .params(id, person.id(), document.getBytes(UTF_8), document)
                .update();
        return id;
    }

    private UUID credential(Tenant tenant, String email, String issuedAt, @Nullable String expiresAt, String state) {
        var id = UUID.randomUUID();
        var badge = given.badge(tenant.organization(), null);
        database.owner()
                .sql("""
                        insert into credential
                            (id, short_id, organization_id, badge_id, recipient_name, recipient_email, is_public, issued_at,
                             expires_at, claimed_at, revoked_at, status_list, status_index, document)
                        values (?, ?, ?, ?, 'Ada', ?, true, ?::timestamptz, ?::timestamptz,
                                case when ? = 'claimed' then now() end, case when ? = 'revoked' then now() end, 0, 0, ?)
                        """)
                .param(id)
                .param("CRD-" + id.toString().substring(0, 8).toUpperCase(Locale.ROOT))
                .param(tenant.organization().value())
                .param(badge.value())
                .param(email)
                .param(issuedAt)
                .param(expiresAt)
                .param(state)
                .param(state)
                .param("{\"id\":\"urn:uuid:" + id + "\"}")
                .update();
        return id;
    }
}
