package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sections D and F of the API, and a cohort's progress and results. */
class ReadingIT extends Edge {

    @Test
    void credentialsAreListedByPageByCursorAndByFilter() {
        var tenant = tenant("professional");
        for (int n = 0; n < 5; n++) {
            issue(tenant, "r" + n + "@example.com");
        }
        var first = json(get(tenant, "/api/v1/credentials?limit=2&offset=1"), 200);
        assertThat(first.get("data").size()).isEqualTo(2);
        assertThat(first.get("pagination").get("total").asInt()).isEqualTo(5);
        assertThat(first.get("pagination").get("offset").asInt()).isEqualTo(1);

        var ids = new HashSet<String>();
        String path = "/api/v1/credentials?limit=2";
        for (int pages = 0; pages < 3; pages++) {
            var page = json(get(tenant, path), 200);
            page.get("data").forEach(item -> ids.add(item.get("id").asString()));
            var next = page.get("pagination").get("nextCursor");
            assertThat(next == null).isEqualTo(pages == 2);
            path = "/api/v1/credentials?limit=2&cursor=" + (next == null ? "" : next.asString());
        }
        assertThat(ids).hasSize(5);

        assertThat(found(tenant, "badgeId=" + tenant.badge())).isEqualTo(5);
        assertThat(found(tenant, "badgeId=" + UUID.randomUUID())).isZero();
        assertThat(found(tenant, "email=R3@example.com")).isEqualTo(1);
        assertThat(found(tenant, "status=pending")).isEqualTo(5);
        var last = json(get(tenant, "/api/v1/credentials?status=pending&limit=2&offset=4"), 200);
        assertThat(last.get("data").size()).isEqualTo(1);
        assertThat(found(tenant, "status=valid")).isZero();
        assertThat(found(tenant, "status=expired")).isZero();
        assertThat(found(tenant, "status=revoked")).isZero();
        assertThat(found(tenant, "cohortId=" + UUID.randomUUID())).isZero();
        assertThat(found(tenant("professional"), "")).isZero();
    }

    @Test
    void theStatusIsTheFirstThatFits() {
        var tenant = tenant("professional");
        String id = issue(tenant, "status@example.com").get("id").asString();
        assertThat(statusAfter(tenant, id, "claimed_at = now()")).isEqualTo("valid");
        assertThat(statusAfter(tenant, id, "expires_at = now() - interval '1 second'"))
                .isEqualTo("expired");
        assertThat(statusAfter(tenant, id, "revoked_at = now()")).isEqualTo("revoked");
        assertThat(found(tenant, "status=revoked")).isEqualTo(1);
    }

    @Test
    void oneCredentialIsShownWithItsDocumentByEitherId() {
        var tenant = tenant("professional");
        var issued = issue(tenant, "one@example.com");
        String id = issued.get("id").asString();
        var byUuid = json(get(tenant, "/api/v1/credentials/" + id), 200);
        assertThat(byUuid.get("ob3Credential").get("id").asString()).isEqualTo("urn:uuid:" + id);
        assertThat(byUuid.get("badgeName").asString()).isEqualTo("Bookbinder");
        var byShortId =
                get(tenant, "/api/v1/credentials/" + issued.get("credentialId").asString());
        assertThat(json(byShortId, 200)).isEqualTo(byUuid);
        error(get(tenant("professional"), "/api/v1/credentials/" + id), 404, "NOT_FOUND");
        error(get(tenant, "/api/v1/credentials/" + UUID.randomUUID()), 404, "NOT_FOUND");
        error(get(tenant, "/api/v1/credentials/CRD-00000000"), 404, "NOT_FOUND");
        error(get(tenant, "/api/v1/credentials/nonsense"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "offset=-1",
                "cursor=x",
                "status=lost",
                "badgeId=x",
                "email=x",
                "cohortId=x"
            })
    void whatIsOutOfRangeIsRefused(String query) {
        var answer = get(tenant("professional"), "/api/v1/credentials?" + query);
        assertThat(error(answer, 400, "VALIDATION_ERROR").get("details").has(query.substring(0, query.indexOf('='))))
                .isTrue();
    }

    @Test
    void badgesAreShown() {
        var tenant = tenant("professional");
        var badge = json(get(tenant, "/api/v1/badges/" + tenant.badge()), 200);
        assertThat(badge.get("imageUrl").asString()).matches("https://badges.example/images/[0-9a-f]{64}\\.png");
        assertThat(badge.get("publicUrl").asString()).contains("/o/org-").contains("/badges/badge-");
        assertThat(badge.get("tags").size()).isEqualTo(2);
        assertThat(json(get(tenant, "/api/v1/badges?active=true"), 200)
                        .get("data")
                        .size())
                .isEqualTo(1);
        assertThat(json(get(tenant, "/api/v1/badges?active=false"), 200)
                        .get("data")
                        .size())
                .isZero();
        error(get(tenant, "/api/v1/badges?active=maybe"), 400, "VALIDATION_ERROR");
        error(get(tenant("professional"), "/api/v1/badges/" + tenant.badge()), 404, "NOT_FOUND");
    }

    @Test
    void aCohortsCountsAndResultsComeFromItsRows() {
        var tenant = tenant("professional");
        String credential = issue(tenant, "row@example.com").get("id").asString();
        var job = json(
                send(request(tenant, "/api/v1/credentials/bulk?badgeId=" + tenant.badge())
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "name,email\nA,row@example.com\nB,x\nC,c@example.com\n"))),
                202);
        String id = job.get("id").asString();
        cohort(tenant, id, credential);

        var running = json(get(tenant, "/api/v1/bulk-jobs/" + id), 200);
        assertThat(running.get("status").asString()).isEqualTo("processing");
        assertThat(running.get("total").asInt()).isEqualTo(3);
        assertThat(running.get("invalid").asInt()).isEqualTo(1);
        assertThat(running.get("successful").asInt()).isEqualTo(1);
        assertThat(running.get("estimatedCompletion").asString()).endsWith("Z");

        database.owner().sql("""
                        update cohort set status = 'completed', finished_at = now(), total = 3, invalid = 1, successful = 1,
                            renewed = 0, skipped = 0, failed = 0
                        where id = ?
                        """).param(UUID.fromString(id)).update();
        var completed = json(get(tenant, "/api/v1/bulk-jobs/" + id), 200);
        assertThat(completed.get("status").asString()).isEqualTo("completed");
        assertThat(completed.get("successful").asInt()).isEqualTo(1);
        assertThat(completed.get("ratePerSecond").asDouble()).isPositive();

        String results = "/api/v1/bulk-jobs/" + id + "/results";
        var rows = json(get(tenant, results), 200).get("data");
        assertThat(rows.get(0).get("outcome").asString()).isEqualTo("issued");
        assertThat(rows.get(0).get("recipientState").asString()).isEqualTo("new");
        assertThat(rows.get(0).get("credentialId").asString()).startsWith("CRD-");
        assertThat(rows.get(1).get("reason").asString()).isEqualTo("The email is none.");
        assertThat(rows.get(2).get("outcome").asString()).isEqualTo("undecided");
        assertThat(json(get(tenant, results + "?status=invalid"), 200)
                        .get("pagination")
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        error(get(tenant, results + "?status=lost"), 400, "VALIDATION_ERROR");
        assertThat(send(request(tenant, results).header("Accept", "text/csv"))
                        .body()
                        .lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("The email is none."));
        assertThat(send(request(tenant, results).header("Accept", "application/x-ndjson"))
                        .body()
                        .lines())
                .hasSize(3)
                .allMatch(line -> JSON.readTree(line).has("outcome"));
        assertThat(found(tenant, "cohortId=" + id)).isEqualTo(1);
        error(get(tenant("professional"), results), 404, "NOT_FOUND");
    }

    private void cohort(Tenant tenant, String id, String credential) {
        database.owner()
                .sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at, started_at, submitted_at)
                        values (?, ?, ?, false, 'processing', now(), now() - interval '10 seconds', now() - interval '9 seconds')
                        """)
                .params(
                        UUID.fromString(id),
                        tenant.organization().value(),
                        tenant.badge().value())
                .update();
        database.owner()
                .sql("""
                        insert into cohort_row (cohort_id, row, credential_id, name, email, is_public, invalid) values
                            (:id, 1, :credential, 'A', 'row@example.com', true, null),
                            (:id, 2, gen_random_uuid(), 'B', 'x', true, 'The email is none.'),
                            (:id, 3, gen_random_uuid(), 'C', 'c@example.com', true, null)
                        """)
                .param("id", UUID.fromString(id))
                .param("credential", UUID.fromString(credential))
                .update();
        database.owner()
                .sql("update issuance set cohort_id = ?, cohort_row = 1 where id = ?")
                .params(UUID.fromString(id), UUID.fromString(credential))
                .update();
        // The worker of these tests issues in the past.
        database.owner()
                .sql("update credential set issued_at = now() where id = ?")
                .param(UUID.fromString(credential))
                .update();
        database.owner()
                .sql("insert into cohort_tally (cohort_id, issued, renewed, skipped, failed) values (?, 1, 0, 0, 0)")
                .param(UUID.fromString(id))
                .update();
    }

    private String statusAfter(Tenant tenant, String id, String change) {
        database.owner()
                .sql("update credential set " + change + " where id = ?")
                .param(UUID.fromString(id))
                .update();
        return json(get(tenant, "/api/v1/credentials/" + id), 200).get("status").asString();
    }

    private int found(Tenant tenant, String query) {
        var page = json(get(tenant, "/api/v1/credentials?" + query), 200);
        assertThat(page.get("data").size())
                .isEqualTo(page.get("pagination").get("total").asInt());
        return page.get("data").size();
    }

    private JsonNode issue(Tenant tenant, String email) {
        String body = "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Ada\",\"email\":\"%s\"}}"
                .formatted(tenant.badge(), email);
        return json(
                send(request(tenant, "/api/v1/credentials")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))),
                201);
    }
}
