package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.test.TestBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Interviews: who sees which of their answers, and what a published one earns. */
class InterviewIT extends Edge {

    /** Of an interview that earned nothing, in their order. */
    private static final List<String> FIELDS = List.of(
            "id",
            "person_id",
            "district_id",
            "date",
            "board_id",
            "form_id",
            "profile_id",
            "published",
            "responses",
            "created_at",
            "updated_at");

    private static final String DISTRICT = """
            {"boards": [{"id": "north", "name": {"en": "North"}}, {"id": "south", "name": {"en": "South"}}],
             "forms": [
                {"id": "residency", "name": {"en": "Residency"}, "fields": [
                    {"id": "recommendation"}, {"id": "strengths"}, {"id": "notes", "p": 1}]},
                {"id": "open", "name": {"en": "Open"}, "fields": [
                    {"id": "recommendation"}, {"id": "strengths"}, {"id": "notes"}, {"id": "lost"}]},
                {"id": "short", "name": {"en": "Short"}, "fields": [{"id": "recommendation"}]}],
             "profiles": [
                {"id": "plain", "name": {"en": "Plain"}},
                {"id": "residency", "name": {"en": "Residency"}, "badgeId": "BADGE", "field": "recommendation",
                 "recommendation": "recommended"}]}
            """;

    private static final String RECOMMENDED =
            "{\"published\": 1, \"responses\": {\"recommendation\": \"recommended\"}}";

    @Autowired
    private TestBroker broker;

    private Tenant tenant;
    private Inhabitant admin;
    private Inhabitant board;
    private Inhabitant mentor;
    private Inhabitant candidate;

    @BeforeEach
    void district() {
        tenant = tenant("enterprise");
        var path = "/api/organizations/" + tenant.organization() + "/district";
        json(
                send(
                        "PUT",
                        request(member(tenant, "owner"), path),
                        DISTRICT.replace("BADGE", tenant.badge().toString())),
                200);
        admin = inhabitant(tenant, "admin");
        board = inhabitant(tenant, "board");
        mentor = inhabitant(tenant, "mentor");
        candidate = inhabitant(tenant, "candidate");
        json(
                send("PATCH", request(admin, "/api/people/" + candidate.id()), Map.of("mentors", List.of(mentor.id()))),
                200);
    }

    @Test
    void oneIsRecordedReadAndChanged() {
        var made =
                create("plain", "\"published\": 0, \"responses\": {\"strengths\": \"Ü\", \"notes\": [1, \"b\", true]}");
        assertThat(made.propertyNames()).containsExactlyElementsOf(FIELDS);
        assertThat(made.get("date").asString()).isEqualTo("2026-02-28");
        assertThat(made.get("published").asInt()).isZero();
        assertThat(json(send(request(board, path(made))), 200)).isEqualTo(made);

        var changed = patch(made, """
                {"date": "2026-03-01", "board_id": "south", "published": 1,
                 "responses": {"notes": null, "recommendation": "recommended"}}
                """);
        assertThat(changed.get("date").asString()).isEqualTo("2026-03-01");
        assertThat(changed.get("board_id").asString()).isEqualTo("south");
        assertThat(changed.get("published").asInt()).isEqualTo(1);
        assertThat(changed.get("responses"))
                .isEqualTo(JSON.readTree("{\"strengths\": \"Ü\", \"recommendation\": \"recommended\"}"));
        assertThat(patch(made, "{\"published\": 1}")).isEqualTo(changed);
        assertThat(audited("interview.published")).isEqualTo(1);
        assertThat(commands()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            date        | {"date": "01.02.2026"}
            date        | {"date": "2026-02-30"}
            date        | {"date": "0000-01-01"}
            date        | {"date": null}
            board_id    | {"board_id": "nowhere"}
            board_id    | {"board_id": 7}
            form_id     | {"form_id": "none"}
            profile_id  | {"profile_id": "none"}
            published   | {"published": true}
            published   | {"published": 2}
            person_id   | {"person_id": "other"}
            credential_id        | {"credential_id": "CRD-00000001"}
            score                | {"score": 1}
            responses            | {"responses": null}
            responses            | {"responses": []}
            responses.else       | {"responses": {"else": "x"}}
            responses.else       | {"responses": {"else": null}}
            responses.strengths  | {"responses": {"strengths": {"a": 1}}}
            responses.strengths  | {"responses": {"strengths": [null]}}
            responses.strengths  | {"responses": {"strengths": "\\u0000"}}
            responses.strengths  | {"responses": {"strengths": "\\ud800"}}
            responses.strengths  | {"responses": {"strengths": 1e999}}
            responses.strengths  | {"responses": {"strengths": 99999999999999999999}}
            responses.strengths  | {"form_id": "short"}
            """)
    void whatIsWrongIsNamed(String place, String body) {
        var made = create("plain", "\"responses\": {\"strengths\": \"x\"}");
        assertThat(sentence(send("PATCH", request(board, path(made)), body), 400))
                .contains(place);
        assertThat(json(send(request(board, path(made))), 200)).isEqualTo(made);
    }

    @Test
    void itIsBounded() {
        var made = create("plain", "\"published\": 0");
        for (var answer : List.of("\"" + "x".repeat(10_001) + "\"", "[" + "1,".repeat(100) + "1]")) {
            sentence(send("PATCH", request(board, path(made)), "{\"responses\": {\"notes\": " + answer + "}}"), 400);
        }
        for (var text : List.of("x".repeat(1_000), "ü".repeat(500))) {
            var many = "[" + ("\"" + text + "\",").repeat(80) + "1]";
            sentence(send("PATCH", request(board, path(made)), "{\"responses\": {\"notes\": " + many + "}}"), 400);
        }
        for (var answer : List.of("1", "{}")) {
            var unknown = "{\"responses\": {\"" + "k".repeat(5_000) + "\": " + answer + "}}";
            assertThat(sentence(send("PATCH", request(board, path(made)), unknown), 400))
                    .hasSizeLessThan(300);
        }
        sentence(send("POST", request(board, "/api/interviews/" + candidate.id()), "{\"date\": \"2026-01-01\"}"), 400);
        for (var query : List.of("limit=0", "offset=-1", "limit=x")) {
            sentence(send(request(board, "/api/interviews?" + query)), 400);
            sentence(send(request(board, "/api/interviews/" + candidate.id() + "?" + query)), 400);
        }
    }

    @Test
    void anotherFormIsAnsweredByItsOwnFields() {
        var made = create("plain", "\"responses\": {\"strengths\": \"x\", \"recommendation\": \"no\"}");
        var changed = patch(made, "{\"form_id\": \"short\", \"responses\": {\"strengths\": null}}");
        assertThat(changed.get("responses").toString()).isEqualTo("{\"recommendation\":\"no\"}");
    }

    /** Nor one that may have been private: the form that it answered lost the field. */
    @Test
    void aPrivateAnswerBecomesPublicOnlyWhereThatIsSaid() {
        var made = create("plain", "\"published\": 1, \"responses\": {\"strengths\": \"s\", \"notes\": \"secret\"}");
        database.owner()
                .sql("update interview set responses = responses || '{\"lost\": \"secret\"}' where id = ?")
                .param(id(made))
                .update();
        for (var hidden : Map.of("notes", "lost", "lost", "notes").entrySet()) {
            var body = "{\"form_id\": \"open\", \"responses\": {\"%s\": null}}".formatted(hidden.getValue());
            assertThat(sentence(send("PATCH", request(board, path(made)), body), 400))
                    .contains("responses." + hidden.getKey());
        }
        assertThat(json(send(request(candidate, path(made))), 200).toString()).doesNotContain("secret");

        patch(made, "{\"form_id\": \"open\", \"responses\": {\"notes\": \"secret\", \"lost\": null}}");
        assertThat(json(send(request(candidate, path(made))), 200)
                        .get("responses")
                        .toString())
                .contains("strengths", "secret");
    }

    @Test
    void aCreationThatIsRepeatedUnderItsNameIsOne() throws Exception {
        var path = "/api/interviews/" + candidate.id();
        var body = body("residency", RECOMMENDED.substring(1, RECOMMENDED.length() - 1));
        Function<String, HttpRequest.Builder> named =
                key -> request(board, path).header("Idempotency-Key", key);
        var made = json(send("POST", named.apply("exam-7"), body), 201);
        awaitCredential(made);
        patch(made, "{\"board_id\": \"south\"}");
        assertThat(json(send("POST", named.apply("exam-7"), body), 201))
                .isEqualTo(json(send(request(board, path(made))), 200));

        var other = inhabitant(tenant, "candidate");
        assertThat(sentence(send("POST", named.apply("exam-7"), body.replace("north", "south")), 409))
                .contains("Idempotency-Key");
        sentence(
                send("POST", request(board, "/api/interviews/" + other.id()).header("Idempotency-Key", "exam-7"), body),
                409);
        assertThat(ids(request(board, "/api/interviews"))).containsExactly(id(made));

        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var creations = IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(time -> () -> id(json(send("POST", named.apply("exam-8"), body), 201)))
                    .toList();
            var ids = new HashSet<String>();
            for (var answer : together.invokeAll(creations)) {
                ids.add(answer.get());
            }
            assertThat(ids).hasSize(1).doesNotContain(id(made));
        }
        assertThat(audited("interview.created")).isEqualTo(2);
        assertThat(audited("credential.requested")).isEqualTo(2);
    }

    @Test
    void eachSeesTheirPart() {
        var open = create("plain", "\"published\": 0");
        var published = create("plain", "\"published\": 1");
        var other = inhabitant(tenant, "candidate");
        var otherMentor = inhabitant(tenant, "mentor");
        var key = scopedKey(admin, "read:interviews");
        for (var list : List.of("/api/interviews", "/api/interviews/" + candidate.id())) {
            for (var all : List.of(request(admin, list), request(board, list), bearer(key, list))) {
                assertThat(ids(all)).containsExactlyInAnyOrder(id(open), id(published));
            }
            for (var some : List.of(mentor, candidate)) {
                assertThat(ids(request(some, list))).containsExactly(id(published));
            }
        }
        for (var none : List.of(other, otherMentor)) {
            assertThat(ids(request(none, "/api/interviews"))).isEmpty();
            sentence(send(request(none, "/api/interviews/" + candidate.id())), 404);
            sentence(send(request(none, path(published))), 404);
        }
        for (var some : List.of(mentor, candidate)) {
            assertThat(id(json(send(request(some, path(published))), 200))).isEqualTo(id(published));
            sentence(send(request(some, path(open))), 404);
            sentence(send("PATCH", request(some, path(published)), "{}"), 403);
            sentence(send("POST", request(some, "/api/interviews/" + candidate.id()), "{}"), 403);
            var included = json(send(request(some, "/api/people/" + candidate.id() + "?include=interviews")), 200);
            assertThat(included.get("interviews").findValuesAsString("id")).containsExactly(id(published));
        }
        sentence(send(request(admin, "/api/interviews/nobody")), 404);
        sentence(send(request(admin, "/api/interviews/" + other.id() + "/" + id(open))), 404);
    }

    @Test
    void privateAnswersAreLeftOutEverywhereForWhoeverMayNotSeeThem() {
        var made = create("plain", "\"published\": 1, \"responses\": {\"strengths\": \"s\", \"notes\": \"secret\"}");
        // An answer to a field that the form lost: nobody knows any more whether it was private.
        database.owner()
                .sql("update interview set responses = responses || '{\"lost\": \"secret\"}' where id = ?")
                .param(id(made))
                .update();
        var everywhere = List.of(
                "/api/interviews",
                "/api/interviews/" + candidate.id(),
                path(made),
                "/api/people/" + candidate.id() + "?include=interviews");
        for (var path : everywhere) {
            for (var some : List.of(mentor, candidate)) {
                var body = json(send(request(some, path)), 200).toString();
                assertThat(body).contains("strengths").doesNotContain("secret", "notes", "lost");
            }
            for (var all : List.of(admin, board)) {
                assertThat(json(send(request(all, path)), 200).toString()).contains("secret", "lost");
            }
        }
        assertThat(made.toString()).contains("secret");
        assertThat(patch(made, "{\"board_id\": \"south\"}").toString()).contains("secret");
    }

    @Test
    void theNewestComeFirstWholeOrInPart() {
        database.owner()
                .sql("""
                        insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id, is_published,
                            responses, created_at, updated_at)
                        select ?, 'i' || n, ?, date '2026-01-01' + n / 100, 'north', 'residency', 'plain', false, '{}', now(), now()
                        from generate_series(1, 450) n
                        """)
                .params(tenant.organization().value(), candidate.id())
                .update();
        var all = json(send(request(board, "/api/interviews")), 200);
        assertThat(all.findValuesAsString("id")).hasSize(450).doesNotHaveDuplicates();
        assertThat(all.findValuesAsString("date")).isSortedAccordingTo((a, b) -> b.compareTo(a));
        var ids = all.findValuesAsString("id");
        assertThat(ids(request(board, "/api/interviews?limit=7&offset=95"))).isEqualTo(ids.subList(95, 102));
        assertThat(ids(request(board, "/api/interviews/" + candidate.id() + "?offset=150")))
                .isEqualTo(ids.subList(150, 450));
        assertThat(json(send(request(board, "/api/people/" + candidate.id() + "?include=interviews")), 200)
                        .get("interviews")
                        .size())
                .isEqualTo(450);
    }

    @Test
    void aPublishedRecommendationEarnsOneCredentialWhateverIsRetried() {
        var made = create("residency", "\"published\": 0");
        assertThat(made.get("credential_id").isNull()).isTrue();
        patch(made, "{\"responses\": {\"recommendation\": \"recommended\"}}");
        assertThat(commands()).isEmpty();
        for (int time = 0; time < 3; time++) {
            patch(made, "{\"published\": 1}");
        }
        var shortId = awaitCredential(made);
        var command = commands().getFirst();
        assertThat(command.id()).isEqualTo(CredentialId.ofInterview(tenant.organization(), id(made), 1));
        assertThat(command.badgeId()).isEqualTo(tenant.badge());
        assertThat(command.recipient().email()).isEqualTo(candidate.email());
        assertThat(command.recipient().name()).isEqualTo("Åse O'Brien");
        assertThat(sentAt(made)).isTrue();
        assertThat(json(get(tenant, "/api/v1/credentials/" + shortId), 200)
                        .get("credentialId")
                        .asString())
                .isEqualTo(shortId);
        assertThat(json(send(request(candidate, path(made))), 200)
                        .get("credential_id")
                        .asString())
                .isEqualTo(shortId);

        // Nothing that comes later takes it away, or makes another.
        patch(made, "{\"responses\": {\"recommendation\": \"not yet\"}}");
        patch(made, "{\"published\": 0}");
        patch(made, RECOMMENDED);
        patch(made, "{\"profile_id\": \"plain\"}");
        assertThat(json(send(request(board, path(made))), 200)
                        .get("credential_id")
                        .asString())
                .isEqualTo(shortId);
        assertThat(commands()).hasSize(1);
        assertThat(json(get(tenant, "/api/v1/credentials/" + shortId), 200)
                        .get("status")
                        .asString())
                .isNotEqualTo("revoked");
        assertThat(audited("credential.requested")).isEqualTo(1);
    }

    @Test
    void oneThatIsCreatedPublishedOrRecommendedLaterEarnsItToo() {
        var published = create("residency", "\"published\": 1, \"responses\": {\"recommendation\": \"recommended\"}");
        awaitCredential(published);
        var later = create("residency", "\"published\": 1");
        assertThat(commands()).hasSize(1);
        patch(later, "{\"responses\": {\"recommendation\": \"recommended\"}}");
        await().until(() -> commands().size() == 2);
    }

    /** On two instances, at once, several times. */
    @Test
    void publishedManyTimesAtOnceItEarnsOne() throws Exception {
        var made = create("residency", "\"responses\": {\"recommendation\": \"recommended\"}");
        try (var second = TestIngress.start(9, database.jdbcUrl(), database, broker, Clock.systemUTC());
                var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var publications = new ArrayList<Callable<Integer>>();
            for (int time = 0; time < 8; time++) {
                publications.add(() ->
                        send("PATCH", request(board, path(made)), RECOMMENDED).statusCode());
                publications.add(() -> second.send(second.request("192.0.2.9", path(made), board.token())
                                .header("Content-Type", "application/json")
                                .method("PATCH", HttpRequest.BodyPublishers.ofString(RECOMMENDED)))
                        .statusCode());
            }
            for (var answer : together.invokeAll(publications)) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }
        awaitCredential(made);
        assertThat(commands()).hasSize(1);
        assertThat(audited("interview.published")).isEqualTo(1);
    }

    /** As after a crash between the commit and the broker, or while the broker was away. */
    @Test
    void whatWasCommittedAndNotSentIsSentByTheSweep() {
        var made = create("residency", "\"published\": 0");
        var id = CredentialId.ofInterview(tenant.organization(), id(made), 1);
        database.owner()
                .sql("""
                        update interview set is_published = true, attempt = 1, credential_id = ?, badge_id = ?,
                            recipient_name = 'Åse', recipient_email = ?, requested_at = now() - interval '1 hour'
                        where id = ?
                        """)
                .params(id.value(), tenant.badge().value(), candidate.email(), id(made))
                .update();
        awaitCredential(made);
        await().until(() -> sentAt(made));
        assertThat(commands().getFirst().id()).isEqualTo(id);
    }

    @Test
    void aBrokerThatIsAwayHindersNobody() {
        var made = create("residency", "\"published\": 0");
        try (var away = TestIngress.start(
                10,
                database.jdbcUrl(),
                database,
                broker,
                Clock.systemUTC(),
                "--spring.kafka.producer.bootstrap-servers=127.0.0.1:1",
                "--laurel.interviews.look-for-unsent-every=1h")) {
            var answer = away.send(away.request("192.0.2.10", path(made), board.token())
                    .header("Content-Type", "application/json")
                    .method("PATCH", HttpRequest.BodyPublishers.ofString(RECOMMENDED)));
            assertThat(json(answer, 200).get("published").asInt()).isEqualTo(1);
        }
        database.owner()
                .sql("update interview set requested_at = requested_at - interval '1 hour' where id = ?")
                .param(id(made))
                .update();
        awaitCredential(made);
        assertThat(commands()).hasSize(1);
    }

    @Test
    void oneThatWasRejectedIsAskedForAgainWhenItIsPublishedAgain() {
        rename("reject.over_quota@" + UUID.randomUUID() + ".example");
        var made = create("residency", "\"published\": 1, \"responses\": {\"recommendation\": \"recommended\"}");
        await().until(() -> json(send(request(board, path(made))), 200).has("credential_error"));
        var shown = json(send(request(board, path(made))), 200);
        assertThat(shown.get("credential_error").asString()).contains("OVER_QUOTA");
        assertThat(shown.get("credential_id").isNull()).isTrue();
        assertThat(json(send(request(mentor, path(made))), 200).has("credential_error"))
                .isFalse();

        rename(UUID.randomUUID() + "@people.example");
        patch(made, "{\"published\": 1}");
        assertThat(commands()).hasSize(1);
        patch(made, "{\"published\": 0}");
        patch(made, "{\"published\": 1}");
        awaitCredential(made);
        assertThat(json(send(request(board, path(made))), 200).has("credential_error"))
                .isFalse();
        assertThat(commands().getLast().id()).isEqualTo(CredentialId.ofInterview(tenant.organization(), id(made), 2));
        patch(made, "{\"published\": 0}");
        patch(made, "{\"published\": 1}");
        assertThat(commands()).hasSize(2);
    }

    /** It lies with the operators, who may replay it: another attempt beside it would be a second credential. */
    @Test
    void oneThatTheWorkerGaveUpWaitsForItsOperator() {
        rename("reject.internal_error@" + UUID.randomUUID() + ".example");
        var made = create("residency", "\"published\": 1, \"responses\": {\"recommendation\": \"recommended\"}");
        await().until(() -> json(send(request(board, path(made))), 200).has("credential_error"));
        patch(made, "{\"published\": 0}");
        patch(made, "{\"published\": 1}");
        assertThat(audited("credential.requested")).isEqualTo(1);
        assertThat(json(send(request(board, path(made))), 200).has("credential_error"))
                .isTrue();

        // Replayed, and rejected in the end.
        database.owner()
                .sql("update issuance set rejection = 'OVER_QUOTA' where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        patch(made, "{\"published\": 0}");
        patch(made, "{\"published\": 1}");
        assertThat(audited("credential.requested")).isEqualTo(2);
    }

    /** Late by the clock of one ingress alone, whose broker takes nothing. */
    @Test
    void theSweepHoldsNothingWhileItWaitsForTheBroker() throws Exception {
        var made = create("residency", "\"published\": 0");
        database.owner()
                .sql("""
                        update interview set is_published = true, attempt = 1, credential_id = ?, badge_id = ?,
                            recipient_name = 'Åse', recipient_email = ?, requested_at = now() + interval '30 minutes'
                        where id = ?
                        """)
                .params(
                        CredentialId.ofInterview(tenant.organization(), id(made), 1)
                                .value(),
                        tenant.badge().value(),
                        candidate.email(),
                        id(made))
                .update();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var later = TestIngress.start(
                        11,
                        database.jdbcUrl(),
                        database,
                        broker,
                        Clock.offset(Clock.systemUTC(), Duration.ofHours(1)),
                        "--spring.kafka.producer.bootstrap-servers=127.0.0.1:" + silent.getLocalPort(),
                        "--laurel.interviews.look-for-unsent-every=100ms")) {
            assertThat(later).isNotNull();
            try (var asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                assertThat(database.owner()
                                .sql("select id from interview where id = ? for update skip locked")
                                .param(id(made))
                                .query(String.class)
                                .list())
                        .containsExactly(id(made));
            }
        }
        assertThat(sentAt(made)).isFalse();
    }

    @Test
    void ofSomebodyArchivedTheyAreReadAndNotChanged() {
        var made = create("residency", "\"responses\": {\"recommendation\": \"recommended\"}");
        json(send("POST", request(admin, "/api/people/" + candidate.id() + "/archive"), ""), 200);
        assertThat(ids(request(board, "/api/interviews"))).containsExactly(id(made));
        sentence(send("PATCH", request(board, path(made)), "{\"published\": 1}"), 409);
        sentence(
                send("POST", request(board, "/api/interviews/" + candidate.id()), body("plain", "\"published\": 1")),
                409);
        assertThat(commands()).isEmpty();
    }

    @Test
    void aKeyDoesWhatItsScopesName() {
        var reader = scopedKey(admin, "read:interviews");
        var writer = scopedKey(admin, "write:interviews");
        var made = create("plain", "\"published\": 0");
        assertThat(sentence(send("PATCH", bearer(reader, path(made)), "{}"), 403))
                .contains("write:interviews");
        assertThat(sentence(send(bearer(writer, path(made))), 403)).contains("read:interviews");
        var answer = send("PATCH", bearer(writer, path(made)), "{\"published\": 1}");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        var both = scopedKey(admin, "read:interviews", "write:interviews");
        assertThat(json(send("PATCH", bearer(both, path(made)), "{}"), 200)
                        .get("published")
                        .asInt())
                .isEqualTo(1);
        var own = send("POST", bearer(writer, "/api/interviews/" + candidate.id()), body("plain", "\"published\": 0"));
        assertThat(json(own, 201).get("published").asInt()).isZero();
    }

    /** Whoever repeats its creation learns nothing of what became of it. */
    @Test
    void aKeyThatMayNotReadIsToldWhatItSentHoweverOftenItAsks() {
        var writer = scopedKey(admin, "write:interviews");
        var sent = body(
                "residency",
                "\"responses\": {\"strengths\": \"s\", \"notes\": null, \"recommendation\": \"recommended\"}");
        Supplier<HttpRequest.Builder> creation =
                () -> bearer(writer, "/api/interviews/" + candidate.id()).header("Idempotency-Key", "exam-7");
        var made = json(send("POST", creation.get(), sent), 201);
        assertThat(made.propertyNames()).containsExactlyElementsOf(FIELDS);
        var read = json(send(request(board, path(made))), 200);
        for (var field : made.propertyNames()) {
            assertThat(made.get(field)).as(field).isEqualTo(read.get(field));
        }

        patch(made, "{\"date\": \"2026-03-01\", \"published\": 1, \"responses\": {\"notes\": \"secret\"}}");
        awaitCredential(made);
        assertThat(json(send("POST", creation.get(), sent), 201)).isEqualTo(made);
    }

    private void rename(String email) {
        json(send("PATCH", request(admin, "/api/people/" + candidate.id()), Map.of("email", email)), 200);
    }

    private String awaitCredential(JsonNode interview) {
        await().until(() -> !json(send(request(board, path(interview))), 200)
                .get("credential_id")
                .isNull());
        return json(send(request(board, path(interview))), 200)
                .get("credential_id")
                .asString();
    }

    /** One that was sent twice is one: the sweep may send what is just being sent. */
    private List<IssueCredential> commands() {
        return worker.seen().stream()
                .filter(command -> command.organizationId().equals(tenant.organization()))
                .collect(Collectors.toMap(
                        IssueCredential::id, Function.identity(), (first, again) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private boolean sentAt(JsonNode interview) {
        return database.owner()
                .sql("select sent_at is not null from interview where id = ?")
                .param(id(interview))
                .query(Boolean.class)
                .single();
    }

    private int audited(String action) {
        return database.owner()
                .sql("select count(*) from audit_entry where organization_id = ? and action = ?")
                .params(tenant.organization().value(), action)
                .query(Integer.class)
                .single();
    }

    private static String body(String profile, String more) {
        return "{\"date\": \"2026-02-28\", \"board_id\": \"north\", \"form_id\": \"residency\", \"profile_id\": \"%s\", %s}"
                .formatted(profile, more);
    }

    private JsonNode create(String profile, String more) {
        return json(send("POST", request(board, "/api/interviews/" + candidate.id()), body(profile, more)), 201);
    }

    private JsonNode patch(JsonNode interview, String body) {
        return json(send("PATCH", request(board, path(interview)), body), 200);
    }

    private static String path(JsonNode interview) {
        return "/api/interviews/" + interview.get("person_id").asString() + "/" + id(interview);
    }

    private static String id(JsonNode interview) {
        return interview.get("id").asString();
    }

    private List<String> ids(HttpRequest.Builder request) {
        return json(send(request), 200).findValuesAsString("id");
    }

    private HttpRequest.Builder bearer(String key, String path) {
        return request(path).header("Authorization", "Bearer " + key);
    }
}
