package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a member does who is signed in ends as it does for a program with a key. */
class TwinsIT extends Edge {

    private Tenant tenant;
    private Person owner;
    private String organization;

    @BeforeEach
    void anOrganizationAndItsOwner() {
        tenant = tenant("enterprise");
        owner = member(tenant, "owner");
        organization = "/api/organizations/" + tenant.organization();
    }

    @Test
    void aBadgeThatIsThereIsAConflictAndSoIsAnotherName() {
        var there = json(send(request(owner, organization + "/badges/" + tenant.badge())), 200);
        var again = Map.of(
                "name", "Another",
                "slug", there.get("slug").asString(),
                "description", "The slug is taken.",
                "criteria", "None.",
                "imageId", imageOf(there.get("imageUrl").asString()));

        error(send("POST", request(owner, organization + "/badges"), again), 409, "CONFLICT");
        error(
                send("PATCH", request(owner, organization + "/badges/" + tenant.badge()), Map.of("name", "Another")),
                409,
                "CONFLICT");
    }

    private static String imageOf(String url) {
        return url.replaceFirst(".*/", "").replaceFirst("\\..*", "");
    }

    @ParameterizedTest
    @CsvSource({
        "badge_not_found, 404, NOT_FOUND",
        "badge_inactive, 409, CONFLICT",
        "active_non_expiring, 409, CONFLICT",
        "idempotency_mismatch, 422, IDEMPOTENCY_MISMATCH",
        "over_quota, 403, FORBIDDEN"
    })
    void whatTheWorkerRejectsIsAnError(String reason, int status, String code) {
        error(issue("reject." + reason + "@example.com"), status, code);
    }

    @Test
    void whoDoesNotWaitForARevocationIsToldWhereToLook() {
        var one = json(issue("one@example.com"), 201).get("id").asString();
        var many = json(issue("two@example.com"), 201).get("id").asString();

        var answer = send(
                "DELETE",
                request(owner, organization + "/credentials/" + one).header("Prefer", "respond-async"),
                Map.of("reason", "A mistake."));
        json(answer, 202);
        assertThat(header(answer, "Location")).isEqualTo(organization + "/credentials/" + one);

        var answers = send(
                "POST",
                request(owner, organization + "/credentials/revoke").header("Prefer", "respond-async"),
                Map.of("reason", "A mistake.", "ids", List.of(many)));
        assertThat(json(answers, 202).get("queued").asInt()).isEqualTo(1);
    }

    private HttpResponse<String> issue(String email) {
        return send(
                "POST",
                request(owner, organization + "/credentials"),
                Map.of("badgeId", tenant.badge().toString(), "recipient", Map.of("name", "Ada", "email", email)));
    }
}
