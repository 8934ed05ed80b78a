package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Founding an organization, its review, and what its members change. */
class OrganizationIT extends Edge {

    @Test
    void whoFoundsAnOrganizationOwnsItAndItWaitsForItsReview() {
        var founder = person();

        var answer = post(
                founder,
                "/api/organizations",
                Map.of(
                        "name", "Académie des Lettres",
                        "description", "We teach.\r\nWell.",
                        "website", "https://lettres.example"));

        var made = json(answer, 201);
        assertThat(header(answer, "Location"))
                .isEqualTo("/api/organizations/" + made.get("id").asString());
        assertThat(made.get("slug").asString()).startsWith("academie-des-lettres");
        assertThat(made.get("description").asString()).isEqualTo("We teach.\nWell.");
        assertThat(List.of(
                        made.get("status").asString(),
                        made.get("plan").asString(),
                        made.get("role").asString()))
                .containsExactly("pending_review", "free", "owner");
        assertThat(made.get("emailEnabled").asBoolean()).isTrue();
        assertThat(made.get("profileUrl").asString())
                .isEqualTo("https://badges.example/o/" + made.get("slug").asString());
        assertThat(json(send(request(founder, header(answer, "Location"))), 200))
                .isEqualTo(made);
        assertThat(auditOf(id(made))).containsExactly(tuple("account", founder.email(), "organization.created"));
    }

    @Test
    void aSlugIsMadeOfTheNameInAnyScriptAndIsUnique() {
        var name = "O'Brien & 李雷 " + UUID.randomUUID();
        var first = found(person(), name).get("slug").asString();
        var second = found(person(), name).get("slug").asString();

        assertThat(first).startsWith("obrien-li-lei-");
        assertThat(second).isEqualTo(first + "-2");
        assertThat(found(person(), "🎓🎓").get("slug").asString()).startsWith("organization-");
    }

    @Test
    void aSlugOfOnesOwnIsTakenOnce() {
        var slug = "school-" + UUID.randomUUID().toString().substring(0, 8);
        json(post(person(), "/api/organizations", Map.of("name", "School", "slug", slug)), 201);

        error(post(person(), "/api/organizations", Map.of("name", "School", "slug", slug)), 409, "CONFLICT");
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "name, 'a\u0007b'",
        "slug, 'No Spaces'",
        "slug, '-edge'",
        "slug, 'x'",
        "website, 'javascript:alert(1)'",
        "website, 'example.org'"
    })
    void whatCannotBeSaidOfAnOrganizationIsRefusedByField(String field, String value) {
        var body = new HashMap<>(Map.of("name", "School"));
        body.put(field, value);

        var error = error(post(person(), "/api/organizations", body), 400, "VALIDATION_ERROR");

        assertThat(error.get("details").has(field)).isTrue();
    }

    @Test
    void nobodyHasMoreThanFiveInReviewHoweverManyAreAskedForAtOnce() throws Exception {
        var founder = person();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = IntStream.range(0, 12)
                    .mapToObj(n -> threads.submit(() -> post(founder, "/api/organizations", Map.of("name", "Swarm"))
                            .statusCode()))
                    .toList();
            var counts = new HashMap<Integer, Integer>();
            for (var status : statuses) {
                counts.merge(status.get(), 1, Integer::sum);
            }
            assertThat(counts).isEqualTo(Map.of(201, 5, 409, 7));
        }
        assertThat(json(send(request(founder, "/api/organizations?limit=2")), 200)
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void somebodySeesTheirOrganizationsOnlyPageByPage() {
        var founder = person();
        var older = id(found(founder, "Older"));
        var newer = id(found(founder, "Newer"));
        found(person(), "Stranger's");

        var first = json(send(request(founder, "/api/organizations?limit=1")), 200);
        var cursor = first.at("/pagination/nextCursor").asString();
        var second = json(send(request(founder, "/api/organizations?limit=1&cursor=" + cursor)), 200);

        assertThat(first.at("/data/0/id").asString()).isEqualTo(newer.toString());
        assertThat(second.at("/data/0/id").asString()).isEqualTo(older.toString());
        assertThat(second.get("pagination").has("nextCursor")).isFalse();
        error(send(request("/api/organizations")), 401, "UNAUTHORIZED");
        error(send(request(founder, "/api/organizations?limit=0")), 400, "VALIDATION_ERROR");
    }

    @Test
    void aStrangerFindsNoOrganizationAndARoleTooLowChangesNone() {
        var tenant = tenant("free");
        var path = "/api/organizations/" + tenant.organization();
        var viewer = member(tenant, "viewer");
        var issuer = member(tenant, "issuer");

        error(send(request(person(), path)), 404, "NOT_FOUND");
        error(send("PATCH", request(person(), path), Map.of("website", "https://x.example")), 404, "NOT_FOUND");
        error(send(request(viewer, "/api/organizations/none")), 404, "NOT_FOUND");
        error(send("PATCH", request(viewer, path), Map.of("website", "https://x.example")), 403, "FORBIDDEN");
        error(send("PATCH", request(issuer, path), Map.of("website", "https://x.example")), 403, "FORBIDDEN");
        error(post(issuer, path + "/resubmit", Map.of()), 403, "FORBIDDEN");
        error(send("PATCH", request(path), Map.of()), 401, "UNAUTHORIZED");
        assertThat(json(send(request(viewer, path)), 200).get("role").asString())
                .isEqualTo("viewer");
    }

    @Test
    void anAdminChangesWhatIsSaidAndSwitchesMailsOff() {
        var tenant = tenant("free");
        var path = "/api/organizations/" + tenant.organization();
        var admin = member(tenant, "admin");

        var changed = json(
                send(
                        "PATCH",
                        request(admin, path),
                        "{\"description\": \"New words\", \"website\": null, \"emailEnabled\": false, \"other\": 1}"),
                200);

        assertThat(changed.get("description").asString()).isEqualTo("New words");
        assertThat(changed.get("website").isNull()).isTrue();
        assertThat(changed.get("emailEnabled").asBoolean()).isFalse();
        assertThat(json(send("PATCH", request(admin, path), "{\"emailEnabled\": true}"), 200)
                        .get("description")
                        .asString())
                .isEqualTo("New words");
        assertThat(auditOf(tenant.organization().value()))
                .extracting(entry -> entry.toList().get(2))
                .containsExactly("organization.changed", "organization.changed");
        error(send("PATCH", request(admin, path), "{\"emailEnabled\": \"no\"}"), 400, "VALIDATION_ERROR");
        error(send("PATCH", request(admin, path), "{\"website\": 7}"), 400, "VALIDATION_ERROR");
        error(send("PATCH", request(admin, path), "[1]"), 400, "VALIDATION_ERROR");
        error(send("PATCH", request(admin, path), "{\"slug\": \"other\"}"), 409, "CONFLICT");
    }

    @Test
    void theNameIsFixedOnceItWasReviewed() {
        var founder = person();
        var made = found(founder, "Schol");
        var path = "/api/organizations/" + id(made);

        assertThat(json(send("PATCH", request(founder, path), Map.of("name", "School")), 200)
                        .get("name")
                        .asString())
                .isEqualTo("School");
        json(decide(id(made), "approve", null), 200);
        error(send("PATCH", request(founder, path), Map.of("name", "Bank of England")), 409, "CONFLICT");
        json(send("PATCH", request(founder, path), Map.of("name", "School", "description", "Still it")), 200);
    }

    @Test
    void aReviewLeadsFromStatusToStatusAndNoOtherWay() {
        var founder = person();
        var id = id(found(founder, "Reviewed"));
        var path = "/api/organizations/" + id;

        error(decide(id, "suspend", "why"), 409, "CONFLICT");
        error(decide(id, "reinstate", null), 409, "CONFLICT");
        error(post(founder, path + "/resubmit", Map.of()), 409, "CONFLICT");
        assertThat(status(json(decide(id, "reject", "No website."), 200))).isEqualTo("rejected");
        assertThat(json(send(request(founder, path)), 200).get("reviewReason").asString())
                .isEqualTo("No website.");
        error(decide(id, "approve", null), 409, "CONFLICT");
        assertThat(status(json(post(founder, path + "/resubmit", Map.of()), 200)))
                .isEqualTo("pending_review");
        assertThat(status(json(decide(id, "approve", null), 200))).isEqualTo("approved");
        error(decide(id, "approve", null), 409, "CONFLICT");
        error(decide(id, "reject", "why"), 409, "CONFLICT");
        assertThat(status(json(decide(id, "suspend", "Complaints."), 200))).isEqualTo("suspended");
        error(post(founder, path + "/resubmit", Map.of()), 409, "CONFLICT");
        var back = json(decide(id, "reinstate", null), 200);
        assertThat(status(back)).isEqualTo("approved");
        assertThat(back.get("reviewReason").isNull()).isTrue();

        assertThat(auditOf(id))
                .containsExactly(
                        tuple("account", founder.email(), "organization.created"),
                        tuple("administrator", "Platform Administrator", "organization.rejected"),
                        tuple("account", founder.email(), "organization.resubmitted"),
                        tuple("administrator", "Platform Administrator", "organization.approved"),
                        tuple("administrator", "Platform Administrator", "organization.suspended"),
                        tuple("administrator", "Platform Administrator", "organization.reinstated"));
        assertThat(noticesTo(founder))
                .extracting(Notice.OrganizationReviewed::status, Notice.OrganizationReviewed::reason)
                .containsExactly(
                        tuple(Notice.Status.REJECTED, "No website."),
                        tuple(Notice.Status.APPROVED, null),
                        tuple(Notice.Status.SUSPENDED, "Complaints."),
                        tuple(Notice.Status.APPROVED, null));
        assertThat(noticesTo(founder))
                .extracting(Notice.OrganizationReviewed::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOwnerIsToldAndNobodyElse() {
        var tenant = tenant("free");
        var owner = member(tenant, "owner");
        var other = member(tenant, "owner");
        var admin = member(tenant, "admin");

        json(decide(tenant.organization().value(), "suspend", "Complaints."), 200);

        assertThat(noticesTo(owner)).singleElement().satisfies(notice -> {
            assertThat(notice.organizationName()).isEqualTo("Academy of Letters");
            assertThat(notice.to().name()).isEqualTo("Åse O'Brien");
            assertThat(notice.link().toString()).startsWith("https://badges.example/o/");
        });
        assertThat(noticesTo(other)).hasSize(1);
        assertThat(noticesTo(admin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "suspend"})
    void whatTakesSomethingAwayNeedsAReason(String decision) {
        var tenant = tenant("free");

        var error = error(decide(tenant.organization().value(), decision, " "), 400, "VALIDATION_ERROR");

        assertThat(error.get("details").has("reason")).isTrue();
        error(decide(tenant.organization().value(), decision, null), 400, "VALIDATION_ERROR");
        error(decide(tenant.organization().value(), decision, "x".repeat(1_001)), 400, "VALIDATION_ERROR");
    }

    @Test
    void onlyThePlatformsAdministratorReviews() {
        var tenant = tenant("free");
        var owner = member(tenant, "owner");
        var path = "/api/admin/organizations/" + tenant.organization();

        error(post(owner, path + "/suspend", Map.of("reason", "mine")), 403, "FORBIDDEN");
        error(send(request(owner, "/api/admin/organizations")), 403, "FORBIDDEN");
        error(send(request("/api/admin/organizations")), 401, "UNAUTHORIZED");
        error(decide(UUID.randomUUID(), "approve", null), 404, "NOT_FOUND");
        json(send(request(administrator(), path)), 200);
        error(send(request(administrator(), "/api/admin/organizations/" + UUID.randomUUID())), 404, "NOT_FOUND");
        error(send(request(administrator(), "/api/admin/organizations/x")), 400, "VALIDATION_ERROR");
    }

    @Test
    void theAdministratorReadsWhatWaits() {
        var founder = person();
        var waiting = id(found(founder, "Waiting"));
        var approved = tenant("enterprise").organization().value();
        var admin = administrator();

        var pending = json(send(request(admin, "/api/admin/organizations?status=pending_review&limit=100")), 200);
        var newest = json(send(request(admin, "/api/admin/organizations?limit=2")), 200);
        var next = json(
                send(request(
                        admin,
                        "/api/admin/organizations?limit=2&cursor="
                                + newest.at("/pagination/nextCursor").asString())),
                200);

        var mine = stream(pending.get("data"))
                .filter(one -> id(one).equals(waiting))
                .findFirst()
                .orElseThrow();
        assertThat(mine.get("createdBy").asString()).isEqualTo(founder.email());
        assertThat(mine.get("subscribedPlan").asString()).isEqualTo("free");
        assertThat(mine.has("role")).isFalse();
        assertThat(stream(pending.get("data")).map(OrganizationIT::status)).containsOnly("pending_review");
        assertThat(stream(newest.get("data")).map(OrganizationIT::id)).contains(approved);
        assertThat(stream(next.get("data")).map(OrganizationIT::id))
                .doesNotContainAnyElementsOf(
                        stream(newest.get("data")).map(OrganizationIT::id).toList());
        error(send(request(admin, "/api/admin/organizations?status=odd")), 400, "VALIDATION_ERROR");
    }

    private JsonNode found(Person founder, String name) {
        return json(post(founder, "/api/organizations", Map.of("name", name)), 201);
    }

    private HttpResponse<String> decide(UUID organization, String decision, @Nullable String reason) {
        return post(
                administrator(),
                "/api/admin/organizations/" + organization + "/" + decision,
                reason == null ? "{}" : Map.of("reason", reason));
    }

    private HttpResponse<String> post(Person person, String path, Object body) {
        return send("POST", request(person, path), body);
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static UUID id(JsonNode organization) {
        return UUID.fromString(organization.get("id").asString());
    }

    private static String status(JsonNode organization) {
        return organization.get("status").asString();
    }

    private List<Tuple> auditOf(UUID organization) {
        return database.owner()
                .sql("select actor_kind, actor_name, action from audit_entry where organization_id = ? order by at, id")
                .param(organization)
                .query((row, n) -> tuple(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private List<Notice.OrganizationReviewed> noticesTo(Person person) {
        return topics.read(Topics.ACCOUNT_NOTICES, Notice.class).stream()
                .filter(notice -> notice.to().email().equals(person.email()))
                .map(Notice.OrganizationReviewed.class::cast)
                .toList();
    }
}
