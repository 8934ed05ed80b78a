package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.persistence.Schema.Role;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The people of a district: who sees them, and who may make them what. */
class PersonIT extends Edge {

    private static final List<String> RECORD = List.of(
            "id",
            "first",
            "last",
            "email",
            "language",
            "roles",
            "tags",
            "archived",
            "avatar_url",
            "district_id",
            "created_at");

    private Tenant tenant;
    private Inhabitant admin;

    @BeforeEach
    void district() {
        tenant = tenant("enterprise");
        admin = inhabitant(tenant, "admin");
    }

    @Test
    void somebodyIsAddedReadAndChanged() {
        var email = email();
        var before = System.currentTimeMillis();
        var made = create("""
                {"first": " Zoë ", "last": "Nuñez", "email": " %s ", "language": "PT-br", "roles": {"candidate": 1, "mentor": 2},
                 "tags": ["2026", "north", "2026"], "avatar_url": "https://pictures.example/zoe.png"}
                """.formatted(email.toUpperCase(Locale.ROOT)));
        assertThat(made.propertyNames()).containsExactlyElementsOf(RECORD);
        assertThat(made.get("first").asString()).isEqualTo("Zoë");
        assertThat(made.get("email").asString()).isEqualTo(email);
        assertThat(made.get("language").asString()).isEqualTo("pt-BR");
        assertThat(made.get("roles")).isEqualTo(JSON.readTree("{\"mentor\": 2, \"candidate\": 1}"));
        assertThat(made.get("tags").toString()).isEqualTo("[\"2026\",\"north\"]");
        assertThat(made.get("archived").asInt()).isZero();
        assertThat(made.get("district_id").asString())
                .isEqualTo(tenant.organization().toString());
        assertThat(made.get("created_at").asLong()).isBetween(before - 60_000, System.currentTimeMillis() + 60_000);
        var path = "/api/people/" + made.get("id").asString();
        assertThat(json(send(request(admin, path)), 200)).isEqualTo(made);

        var changed = json(send("PATCH", request(admin, path), "{\"last\": \"King\", \"avatar_url\": null}"), 200);
        assertThat(changed.get("last").asString()).isEqualTo("King");
        assertThat(changed.get("avatar_url").isNull()).isTrue();
        assertThat(changed.get("first").asString()).isEqualTo("Zoë");
        for (var same : List.of("{}", "{\"last\": \" King\", \"mentors\": []}")) {
            assertThat(json(send("PATCH", request(admin, path), same), 200)).isEqualTo(changed);
        }
        assertThat(audited("person.created")).isEqualTo(1);
        assertThat(details("person.changed")).isEqualTo(JSON.readTree("{\"fields\": [\"last\", \"avatar_url\"]}"));
    }

    @Test
    void whatIsLeftOutIsAsUsual() {
        var made = create(Map.of("first", "A", "last", "B", "email", email()));
        assertThat(made.get("language").asString()).isEqualTo("en");
        assertThat(made.get("roles").isEmpty()).isTrue();
        assertThat(made.get("tags").isEmpty()).isTrue();
        assertThat(made.get("avatar_url").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first      | {"first": null}
            first      | {"first": " "}
            last       | {"last": 7}
            email      | {"email": null}
            email      | {"email": "nobody"}
            language   | {"language": "no_language"}
            language   | {"language": ""}
            language   | {"language": null}
            roles      | {"roles": null}
            roles      | {"roles": ["candidate"]}
            roles.wizard     | {"roles": {"wizard": 1}}
            roles.candidate  | {"roles": {"candidate": 3}}
            roles.candidate  | {"roles": {"candidate": 1.5}}
            tags       | {"tags": "north"}
            tags       | {"tags": [null]}
            tags       | {"tags": [""]}
            avatar_url | {"avatar_url": "ftp://pictures.example/x"}
            mentors    | {"mentors": ["nobody"], "roles": {"candidate": 1}}
            id         | {"id": "mine"}
            archived   | {"archived": 1}
            created_at | {"created_at": 0}
            nickname   | {"nickname": "Z"}
            body       | []
            """)
    void whatIsWrongIsNamed(String place, String body) {
        var path = "/api/people/" + inhabitant(tenant, "candidate").id();
        assertThat(sentence(send("PATCH", request(admin, path), body), 400)).contains(place);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(sentence(send("POST", request(admin, "/api/people"), "{\"first\": \"A\"}"), 400))
                .contains("last");
    }

    @Test
    void anAddressIsThereOnceInADistrictAndInManyDistricts() {
        var email = email();
        var made = create(Map.of("first", "A", "last", "B", "email", email));
        json(send("POST", request(admin, "/api/people/" + made.get("id").asString() + "/archive"), ""), 200);
        sentence(send("POST", request(admin, "/api/people"), Map.of("first", "C", "last", "D", "email", email)), 409);
        sentence(
                send(
                        "PATCH",
                        request(
                                admin,
                                "/api/people/" + inhabitant(tenant, "candidate").id()),
                        Map.of("email", email)),
                409);

        var elsewhere = inhabitant(tenant("enterprise"), "admin");
        var other = json(
                send("POST", request(elsewhere, "/api/people"), Map.of("first", "C", "last", "D", "email", email)),
                201);
        assertThat(other.get("first").asString()).isEqualTo("C");
        assertThat(json(send(request(admin, "/api/people/" + made.get("id").asString())), 200)
                        .get("first")
                        .asString())
                .isEqualTo("A");
        assertThat(database.owner()
                        .sql("select count(*) from account where email = ?")
                        .param(email)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoIsArchivedIsInAnotherListAndSignedOut() {
        var candidate = inhabitant(tenant, "candidate");
        var path = "/api/people/" + candidate.id();
        assertThat(ids("/api/people")).contains(candidate.id());
        for (int time = 0; time < 2; time++) {
            assertThat(json(send("POST", request(admin, path + "/archive"), ""), 200)
                            .get("archived")
                            .asInt())
                    .isEqualTo(1);
        }
        assertThat(database.owner()
                        .sql("select count(*) from portal_session where person_id = ? and ended_at is null")
                        .param(candidate.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        sentence(send(request(candidate, "/api/people")), 401);
        assertThat(ids("/api/people")).doesNotContain(candidate.id());
        assertThat(ids("/api/people?archived=0")).doesNotContain(candidate.id());
        assertThat(ids("/api/people?archived")).containsExactly(candidate.id());
        assertThat(ids("/api/people?archived=1")).containsExactly(candidate.id());
        assertThat(json(send(request(admin, path)), 200).get("archived").asInt())
                .isEqualTo(1);
        assertThat(json(send("POST", request(admin, path + "/unarchive"), ""), 200)
                        .get("archived")
                        .asInt())
                .isZero();
        sentence(send(request(candidate, "/api/people")), 401);
        assertThat(audited("person.archived")).isEqualTo(1);
    }

    @Test
    void aListIsWholeOrTheAskedPart() {
        database.owner().sql("""
                        with accounts as (
                            insert into account (id, email, first_name, last_name, created_at)
                            select gen_random_uuid(), gen_random_uuid() || '@people.example', 'N', 'N', now()
                            from generate_series(1, 450) returning id)
                        insert into person (organization_id, id, account_id, first_name, last_name, language, roles, tags, created_at)
                        select ?, 'x' || row_number() over (), id, 'Same', 'Aaa', 'en', '{}', '{}', now() from accounts
                        """).param(tenant.organization().value()).update();
        var all = ids("/api/people");
        assertThat(all).hasSize(451).doesNotHaveDuplicates();
        assertThat(ids("/api/people?limit=5&offset=3")).isEqualTo(all.subList(3, 8));
        assertThat(ids("/api/people?limit=210&offset=240")).isEqualTo(all.subList(240, 450));
        assertThat(ids("/api/people?offset=449")).isEqualTo(all.subList(449, 451));
        assertThat(ids("/api/people?offset=1000")).isEmpty();
        for (var query : List.of("limit=0", "offset=-1", "limit=x", "archived=yes")) {
            sentence(send(request(admin, "/api/people?" + query)), 400);
        }
    }

    @Test
    void eachSeesTheirPart() {
        var board = inhabitant(tenant, "board");
        var mentor = inhabitant(tenant, "mentor");
        var candidate = inhabitant(tenant, "candidate");
        var another = inhabitant(tenant, "candidate");
        change(candidate.id(), "{\"mentors\": [\"%s\"]}".formatted(mentor.id()));

        assertThat(ids(request(board, "/api/people"))).hasSize(5);
        assertThat(ids(request(mentor, "/api/people"))).containsExactlyInAnyOrder(mentor.id(), candidate.id());
        assertThat(ids(request(candidate, "/api/people"))).containsExactly(candidate.id());
        assertThat(send(request(mentor, "/api/people/" + candidate.id())).statusCode())
                .isEqualTo(200);
        sentence(send(request(mentor, "/api/people/" + another.id())), 404);
        sentence(send(request(candidate, "/api/people/" + mentor.id())), 404);
        sentence(send("PATCH", request(board, "/api/people/" + candidate.id()), "{}"), 403);
        sentence(send("PATCH", request(candidate, "/api/people/" + candidate.id()), "{}"), 403);

        var shown = json(
                send(request(candidate, "/api/people/" + candidate.id() + "?include=mentors,tags,interviews")), 200);
        assertThat(shown.get("mentors").toString()).isEqualTo("[\"" + mentor.id() + "\"]");
        assertThat(shown.get("interviews").isEmpty()).isTrue();

        change(mentor.id(), "{\"roles\": {\"candidate\": 1}}");
        assertThat(ids(request(mentor, "/api/people"))).containsExactly(mentor.id());
    }

    @Test
    void onlyMentorsMentorAndOnlyCandidatesAreMentored() {
        var mentor = inhabitant(tenant, "mentor");
        var candidate = inhabitant(tenant, "candidate");
        var stranger = inhabitant(tenant("enterprise"), "mentor");
        for (var wrong : List.of(
                candidate.id(), stranger.id(), inhabitant(tenant, "board").id())) {
            sentence(
                    send("PATCH", request(admin, "/api/people/" + candidate.id()), Map.of("mentors", List.of(wrong))),
                    400);
        }
        sentence(
                send("PATCH", request(admin, "/api/people/" + mentor.id()), Map.of("mentors", List.of(mentor.id()))),
                400);
        change(candidate.id(), "{\"mentors\": [\"%s\"]}".formatted(mentor.id()));
        change(candidate.id(), "{\"first\": \"Other\"}");
        assertThat(ids(request(mentor, "/api/people"))).hasSize(2);
        change(candidate.id(), "{\"mentors\": []}");
        assertThat(ids(request(mentor, "/api/people"))).hasSize(1);
    }

    @Test
    void anUnknownIncludeIsRefused() {
        var path = "/api/people/" + admin.id();
        sentence(send(request(admin, path + "?include=secrets")), 400);
        sentence(send(request(admin, path + "?include=")), 400);
        var key = scopedKey(admin, "read:people");
        assertThat(send(bearer(key, path + "?include=mentors")).statusCode()).isEqualTo(200);
        assertThat(sentence(send(bearer(key, path + "?include=interviews")), 403))
                .contains("read:interviews");
    }

    @Test
    void aChangedAddressIsAnotherAccountsAndEndsTheSessions() {
        var candidate = inhabitant(tenant, "candidate");
        var other = person();
        change(candidate.id(), "{\"email\": \"%s\"}".formatted(other.email()));
        sentence(send(request(candidate, "/api/people")), 401);
        assertThat(database.owner()
                        .sql("select account_id from person where organization_id = ? and id = ?")
                        .params(tenant.organization().value(), candidate.id())
                        .query(UUID.class)
                        .single())
                .isEqualTo(other.id());
        assertThat(details("person.changed"))
                .isEqualTo(JSON.readTree("{\"fields\": [\"email\"], \"from\": \"%s\", \"to\": \"%s\"}"
                        .formatted(candidate.email(), other.email())));
    }

    @Test
    void nobodyGivesOrTouchesMoreThanTheyHave() {
        role("keeper", "edit", "none", "none");
        role("owner", "edit", "edit", "edit");
        var keeper = inhabitant(tenant, "keeper");
        var board = inhabitant(tenant, "board");
        var candidate = inhabitant(tenant, "candidate");
        for (var role : List.of("admin", "board", "owner")) {
            var wanted = Map.of("first", "A", "last", "B", "email", email(), "roles", Map.of(role, 2));
            sentence(send("POST", request(keeper, "/api/people"), wanted), 403);
            sentence(
                    send("PATCH", request(keeper, "/api/people/" + keeper.id()), Map.of("roles", Map.of(role, 1))),
                    403);
        }
        for (var who : List.of(admin, board)) {
            sentence(send("PATCH", request(keeper, "/api/people/" + who.id()), Map.of("email", email())), 403);
            sentence(send("PATCH", request(keeper, "/api/people/" + who.id()), Map.of("roles", Map.of())), 403);
            sentence(send("POST", request(keeper, "/api/people/" + who.id() + "/archive"), ""), 403);
        }
        json(
                send("PATCH", request(keeper, "/api/people/" + candidate.id()), Map.of("roles", Map.of("keeper", 1))),
                200);

        json(send("POST", request(admin, "/api/people/" + board.id() + "/archive"), ""), 200);
        sentence(send("POST", request(keeper, "/api/people/" + board.id() + "/unarchive"), ""), 403);
    }

    @Test
    void aKeyGivesNoMoreThanItsScopes() {
        var key = scopedKey(admin, "write:people");
        var blind = scopedKey(admin, "write:people", "write:interviews");
        var both = scopedKey(admin, "read:people", "write:people", "read:interviews", "write:interviews");
        var made = json(
                send(
                        "POST",
                        bearer(key, "/api/people"),
                        Map.of("first", "A", "last", "B", "email", email(), "roles", Map.of("candidate", 1))),
                201);
        var path = "/api/people/" + made.get("id").asString();
        sentence(send("PATCH", bearer(key, path), Map.of("roles", Map.of("board", 1))), 403);
        sentence(send("PATCH", bearer(blind, path), Map.of("roles", Map.of("board", 1))), 403);
        sentence(send("PATCH", bearer(both, path), Map.of("roles", Map.of("admin", 1))), 403);
        json(send("PATCH", bearer(both, path), Map.of("roles", Map.of("board", 1))), 200);
        sentence(send("PATCH", bearer(key, path), Map.of("last", "C")), 403);
        sentence(send("PATCH", bearer(both, "/api/people/" + admin.id()), Map.of("email", email())), 403);
        sentence(send("POST", bearer(both, "/api/people/" + admin.id() + "/archive"), ""), 403);
        sentence(send(bearer(key, "/api/people")), 403);
    }

    /** Whoever keeps people must not become who reads them: as a mentor, or by an address of their own. */
    @Test
    void nobodyShowsThemselvesWhatTheyMayNotRead() {
        role("keeper", "edit", "none", "none");
        role("reader", "edit", "view", "none");
        var keeper = inhabitant(tenant, "keeper");
        var reader = inhabitant(tenant, "reader");
        var mentor = inhabitant(tenant, "mentor");
        var candidate = inhabitant(tenant, "candidate");
        var path = "/api/people/" + candidate.id();
        var blind = scopedKey(admin, "write:people", "write:interviews");
        var half = scopedKey(admin, "write:people", "read:people");
        for (var token : List.of(keeper.token(), blind, half)) {
            for (var body : List.of(
                    Map.of("roles", Map.of("mentor", 1)),
                    Map.of("mentors", List.of(mentor.id())),
                    Map.of("email", email()))) {
                assertThat(sentence(send("PATCH", bearer(token, path), body), 403))
                        .containsIgnoringCase("interviews");
            }
            var wanted = Map.of("first", "A", "last", "B", "email", email(), "roles", Map.of("mentor", 1));
            sentence(send("POST", bearer(token, "/api/people"), wanted), 403);
        }
        assertThat(sentence(send("PATCH", bearer(blind, path), Map.of("email", email())), 403))
                .contains("read:people and read:interviews");
        json(send("PATCH", request(keeper, path), Map.of("last", "C", "email", candidate.email())), 200);

        var seeing = scopedKey(admin, "write:people", "read:people", "read:interviews");
        json(send("PATCH", request(reader, path), Map.of("mentors", List.of(mentor.id()))), 200);
        json(send("PATCH", bearer(seeing, path), Map.of("mentors", List.of())), 200);
        json(send("PATCH", bearer(seeing, path), Map.of("roles", Map.of("mentor", 1))), 200);
        json(send("PATCH", request(reader, path), Map.of("email", email())), 200);
    }

    @Test
    void aKeyThatMayNotReadIsToldNothing() {
        var key = scopedKey(admin, "write:people");
        var path = "/api/people/" + inhabitant(tenant, "candidate").id();
        var answers = List.of(
                send("PATCH", bearer(key, path), "{}"),
                send("POST", bearer(key, path + "/archive"), ""),
                send("POST", bearer(key, path + "/unarchive"), ""));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        });
        var own = json(
                send("POST", bearer(key, "/api/people"), Map.of("first", "A", "last", "B", "email", email())), 201);
        assertThat(own.get("first").asString()).isEqualTo("A");
    }

    @Test
    void whoIsNoCandidateAnyMoreHasNoMentors() {
        var mentor = inhabitant(tenant, "mentor");
        var candidate = inhabitant(tenant, "candidate");
        change(candidate.id(), "{\"mentors\": [\"%s\"]}".formatted(mentor.id()));
        assertThat(ids(request(mentor, "/api/people"))).hasSize(2);
        change(candidate.id(), "{\"roles\": {\"board\": 1}}");
        assertThat(ids(request(mentor, "/api/people"))).containsExactly(mentor.id());
    }

    /** Somebody is added with a role while it is removed: whoever is later finds it gone. */
    @Test
    void aRoleIsNotGivenWhileItIsRemoved() throws Exception {
        role("spare", "none", "none", "none");
        try (var holder = database.as(Role.INGRESS).getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "select from organization where id = '%s' for no key update");
            execute(holder, "delete from district_role where organization_id = '%s' and id = 'spare'");
            var wanted = Map.of("first", "A", "last", "B", "email", email(), "roles", Map.of("spare", 1));
            var adding = CompletableFuture.supplyAsync(() -> send("POST", request(admin, "/api/people"), wanted));
            await().until(() -> adding.isDone() || isSomebodyWaiting());
            holder.commit();
            assertThat(sentence(adding.get(), 400)).contains("roles.spare");
        }
    }

    private void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql.formatted(tenant.organization().value()));
        }
    }

    private boolean isSomebodyWaiting() {
        return database.owner().sql("""
                        select exists (select from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock')
                        """).query(Boolean.class).single();
    }

    @Test
    void theLastAdminStays() {
        role("owner", "edit", "edit", "edit");
        var owner = inhabitant(tenant, "owner");
        var path = "/api/people/" + admin.id();
        sentence(send("POST", request(admin, path + "/archive"), ""), 403);
        sentence(send("POST", request(owner, path + "/archive"), ""), 409);
        sentence(send("PATCH", request(admin, path), "{\"roles\": {\"board\": 1}}"), 409);
        json(send("PATCH", request(admin, path), "{\"roles\": {\"board\": 1, \"admin\": 2}}"), 200);
        var second = inhabitant(tenant, "admin");
        json(send("POST", request(second, path + "/archive"), ""), 200);
        sentence(send("PATCH", request(second, "/api/people/" + second.id()), "{\"roles\": {}}"), 409);
    }

    /** Two Admins who demote each other at the same time, and could go on to: one of them is too late. */
    @Test
    void ofTwoAdminsOneStays() throws Exception {
        role("owner", "edit", "edit", "edit");
        var second = inhabitant(tenant, "admin");
        for (var each : List.of(admin, second)) {
            change(each.id(), "{\"roles\": {\"admin\": 1, \"owner\": 2}}");
        }
        List<Callable<Integer>> demotions = List.of(() -> demote(admin, second), () -> demote(second, admin));
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = together.invokeAll(demotions);
            assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                    .containsExactlyInAnyOrder(200, 409);
        }
    }

    private int demote(Inhabitant who, Inhabitant whom) {
        return send("PATCH", request(who, "/api/people/" + whom.id()), "{\"roles\": {\"owner\": 1}}")
                .statusCode();
    }

    private void role(String id, String people, String interviews, String settings) {
        database.owner()
                .sql("""
                        insert into district_role (organization_id, id, name, people, interviews, settings)
                        values (?, ?, '{"en": "Another"}', ?, ?, ?)
                        """)
                .params(tenant.organization().value(), id, people, interviews, settings)
                .update();
    }

    private JsonNode create(Object body) {
        return json(send("POST", request(admin, "/api/people"), body), 201);
    }

    private void change(String id, String body) {
        json(send("PATCH", request(admin, "/api/people/" + id), body), 200);
    }

    private List<String> ids(String path) {
        return ids(request(admin, path));
    }

    private List<String> ids(HttpRequest.Builder request) {
        return json(send(request), 200).findValuesAsString("id");
    }

    private JsonNode details(String action) {
        return JSON.readTree(database.owner()
                .sql("select details from audit_entry where organization_id = ? and action = ?")
                .params(tenant.organization().value(), action)
                .query(String.class)
                .single());
    }

    private int audited(String action) {
        return database.owner()
                .sql("select count(*) from audit_entry where organization_id = ? and action = ?")
                .params(tenant.organization().value(), action)
                .query(Integer.class)
                .single();
    }

    private HttpRequest.Builder bearer(String key, String path) {
        return request(path).header("Authorization", "Bearer " + key);
    }

    private static String email() {
        return UUID.randomUUID() + "@people.example";
    }
}
