package io.laurel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.openbadges.proof.ProofResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a board's recommendation to the credential in the candidate's mailbox. */
class InterviewJourneyIT {

    private static final String SESSION = "ps_" + "interviewJourneyInterviewJourneyInterviewJo";
    private static final String RECOMMENDED =
            "{\"published\": 1, \"responses\": {\"recommendation\": \"recommended\"}}";

    private final Laurel laurel = Laurel.running();

    @Test
    void aPublishedRecommendationIsMailedAsACredentialOnceWhateverIsRetried() throws Exception {
        var email = "noor@interview.example.com";
        signIn();
        var key = laurel.post(
                        SESSION,
                        "/api/keys",
                        Map.of(
                                "name",
                                "Journey",
                                "scopes",
                                List.of("write:people", "read:interviews", "write:interviews")),
                        201)
                .get("key")
                .asString();

        // 1. A candidate, and what the board found.
        var candidate = laurel.post(
                key,
                "/api/people",
                Map.of("first", "Noor", "last", "Haddad 李雷", "email", email, "roles", Map.of("candidate", 1)),
                201);
        var interview = laurel.post(
                key,
                "/api/interviews/" + candidate.get("id").asString(),
                Map.of("date", "2026-11-22", "board_id", "data", "form_id", "final", "profile_id", "analyst"),
                201);
        assertThat(interview.get("credential_id").isNull()).isTrue();
        assertThat(laurel.mailsTo(email)).isEmpty();

        // 2. Published, three times.
        var path = "/api/interviews/" + candidate.get("id").asString() + "/"
                + interview.get("id").asString();
        for (int time = 0; time < 3; time++) {
            assertThat(patch(key, path).get("published").asInt()).isEqualTo(1);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !laurel.getAs(key, path).get("credential_id").isNull());
        var shortId = laurel.getAs(key, path).get("credential_id").asString();

        // 3. The credential, in the mail and before everybody.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(laurel.mailsTo(email)).hasSize(1));
        assertThat(laurel.mailsTo(email).get(0).get("text").asString()).contains("/verify/" + shortId);
        assertThat(laurel.get("/api/verify/" + shortId)
                        .at("/verification/signatureValid")
                        .asBoolean())
                .isTrue();
        var document = laurel.getBytes("/credentials/" + shortId + "/ob3");
        assertThat(Proofs.check(document, laurel)).isInstanceOf(ProofResult.Valid.class);

        // 4. Published once more, and then something else for the same person: its mail is the second.
        patch(key, path);
        laurel.issue(laurel.variable("LAUREL_BADGE_ID"), "Noor Haddad", email);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> laurel.mailsTo(email)
                        .valueStream()
                        .anyMatch(mail -> !mail.get("text").asString().contains(shortId)));
        assertThat(laurel.mailsTo(email)).hasSize(2);
        assertThat(laurel.count("select count(*) from credential where recipient_email = ?", email))
                .isEqualTo(2);
    }

    private JsonNode patch(String key, String path) throws Exception {
        return laurel.patch(key, path, BodyPublishers.ofString(RECOMMENDED));
    }

    /** As the demo district's Admin; how people sign in has tests of its own. */
    private void signIn() throws SQLException {
        assertThat(laurel.count("""
                        with session as (
                            insert into portal_session (token_hash, organization_id, person_id, account_id, created_at, expires_at)
                            select sha256(convert_to(?, 'UTF8')), p.organization_id, p.id, p.account_id, now(), now() + interval '1 day'
                            from person p where p.id = 'ada' returning 1)
                        select count(*) from session
                        """, SESSION)).isEqualTo(1);
    }
}
