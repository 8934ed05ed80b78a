package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an organization's LMS exports arrive, and what its people see of their history. */
class LmsSourceIT extends Edge {

    private Tenant tenant;
    private Person issuer;

    @BeforeEach
    void professional() {
        tenant = tenant("professional");
        issuer = member(tenant, "issuer");
    }

    @Test
    void aSourceIsMadeShownChangedAndDeleted() {
        var answer = post(path(), canvas());
        var made = json(answer, 201);
        var id = made.get("id").asString();
        assertThat(header(answer, "Location")).isEqualTo(path() + "/" + id);
        assertThat(made.get("profile").asString()).isEqualTo("canvas-gradebook");
        assertThat(made.get("rule").toString()).isEqualTo("{\"minimum\":79.5}");
        assertThat(made.get("joinFiles").toString()).isEqualTo("{\"users\":\"users*.csv\"}");
        assertThat(made.get("isActive").asBoolean()).isTrue();
        assertThat(made.get("isReadOnly").asBoolean()).isFalse();
        var viewer = member(tenant, "viewer");
        assertThat(json(send(request(viewer, path() + "/" + id)), 200)).isEqualTo(made);

        var changed = json(patch(id, Map.of("rule", Map.of("minimum", 60, "column", "Essay"), "isActive", false)), 200);
        assertThat(changed.get("rule").toString()).isEqualTo("{\"minimum\":60,\"column\":\"Essay\"}");
        assertThat(changed.get("isActive").asBoolean()).isFalse();
        assertThat(changed.get("cron").asString()).isEqualTo("0 30 2 * * *");
        assertThat(json(send(request(viewer, path())), 200).get("data").get(0)).isEqualTo(changed);
        error(post(path() + "/" + id + "/run", Map.of()), 409, "CONFLICT");

        assertThat(send(request(issuer, path() + "/" + id).DELETE()).statusCode())
                .isEqualTo(204);
        error(send(request(issuer, path() + "/" + id)), 404, "NOT_FOUND");
        error(patch(id, Map.of()), 404, "NOT_FOUND");
        assertThat(json(send(request(viewer, path())), 200).get("data")).isEmpty();
        assertThat(audited()).containsExactly("lms_source.created", "lms_source.changed", "lms_source.deleted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name            | ""                            | name
                    badgeId         | "x"                           | badgeId
                    profile         | "canvas"                      | profile
                    profile         | null                          | profile
                    rule            | {}                            | rule.minimum
                    rule            | {"minimum": -1}               | rule.minimum
                    rule            | {"minimum": 1, "lineItem": "x"} | rule.lineItem
                    joinFiles       | {}                            | joinFiles.users
                    joinFiles       | {"users": "../users.csv"}     | joinFiles.users
                    joinFiles       | {"users": null}               | joinFiles.users
                    joinFiles       | {"users": "u.csv", "names": "n.csv"} | joinFiles.names
                    folder          | null                          | folder
                    folder          | ""                            | folder
                    folder          | "/etc"                        | folder
                    folder          | ".."                          | folder
                    folder          | "a/../../b"                   | folder
                    folder          | "a//b"                        | folder
                    folder          | "a\\\\..\\\\b"                | folder
                    folder          | "C:"                          | folder
                    folder          | ".ssh"                        | folder
                    folder          | "a\\u0000b"                   | folder
                    folder          | "physics/processed"           | folder
                    filePattern     | "../*.csv"                    | filePattern
                    filePattern     | ""                            | filePattern
                    cron            | "every day"                   | cron
                    cron            | "0 0 25 * * *"                | cron
                    cron            | "0 0 0 30 2 *"                | cron
                    cron            | null                          | cron
                    timeZone        | "Berlin"                      | timeZone
                    timeZone        | "+01:00"                      | timeZone
                    """)
    void whatMakesNoSenseIsRefusedWithTheFieldsName(String field, String value, String blamed) {
        var asked = canvas();
        asked.put(field, JSON.readTree(value));

        var refused = error(post(path(), asked), 400, "VALIDATION_ERROR");

        assertThat(refused.get("details").propertyNames()).contains(blamed);
    }

    @Test
    void aChangeIsJudgedWithWhatIsNotChanged() {
        var id = made();

        var refused = error(patch(id, Map.of("profile", "moodle-course-completion")), 400, "VALIDATION_ERROR");

        assertThat(refused.get("details").propertyNames()).contains("rule.minimum", "joinFiles.users");
    }

    @Test
    void onlyABadgeOfTheOrganizationThatIssuesIsTaken() {
        var asked = canvas();
        asked.put("badgeId", tenant("professional").badge().toString());
        error(post(path(), asked), 404, "NOT_FOUND");
        write("update badge set is_active = false where id = ?", tenant.badge().value());
        error(post(path(), canvas()), 409, "CONFLICT");
    }

    @Test
    void twoSourcesDoNotTakeTheSameFiles() {
        made();
        error(post(path(), canvas()), 409, "CONFLICT");
        var other = canvas();
        other.put("filePattern", "other*.csv");
        var id = json(post(path(), other), 201).get("id").asString();

        other.put("filePattern", "*-autumn.csv");
        assertThat(error(post(path(), other), 409, "CONFLICT").get("message").asString())
                .contains("Physics, autumn");
        error(patch(id, Map.of("filePattern", "*.csv")), 409, "CONFLICT");
        json(patch(id, Map.of("filePattern", "*.csv", "folder", "spring")), 200);
    }

    @Test
    void noSourceTakesAnothersJoinFile() {
        made();
        var other = canvas();
        other.put("filePattern", "*.csv");
        other.put("joinFiles", Map.of("users", "people.csv"));
        error(post(path(), other), 409, "CONFLICT");
        other.put("filePattern", "users-and-grades.csv");
        error(post(path(), other), 409, "CONFLICT");
        other.put("filePattern", "essays.csv");
        other.put("joinFiles", Map.of("users", "grades-users.csv"));
        error(post(path(), other), 409, "CONFLICT");
    }

    /** They could be made before it was refused. */
    @Test
    void sourcesThatQuarrelAlreadyAreStillChanged() {
        made();
        var other = canvas();
        other.put("filePattern", "other*.csv");
        var id = json(post(path(), other), 201).get("id").asString();
        write("update lms_source set file_pattern = '*.csv' where id = ?::uuid", id);

        json(patch(id, Map.of("isActive", false)), 200);
        error(patch(id, Map.of("filePattern", "g*.csv")), 409, "CONFLICT");
    }

    @Test
    void manyWhoAddAtOnceMakeOneSourceOfOnePlace() {
        var answers = IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> post(path(), canvas())))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnlyOnce(201)
                .containsOnly(201, 409);
    }

    @Test
    void viewersLookAndFreeOrganizationsOnlyLookAndDelete() {
        var id = made();
        var viewer = member(tenant, "viewer");
        error(send("POST", request(viewer, path()), canvas()), 403, "FORBIDDEN");
        error(send("POST", request(viewer, path() + "/" + id + "/run"), Map.of()), 403, "FORBIDDEN");
        error(send(request(viewer, path() + "/" + id).DELETE()), 403, "FORBIDDEN");

        write(
                "update organization set plan = 'free' where id = ?",
                tenant.organization().value());
        error(post(path(), canvas()), 403, "FORBIDDEN");
        error(patch(id, Map.of("name", "Other")), 403, "FORBIDDEN");
        error(post(path() + "/" + id + "/run", Map.of()), 403, "FORBIDDEN");
        json(send(request(issuer, path() + "/" + id)), 200);
        assertThat(send(request(issuer, path() + "/" + id).DELETE()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void aRunIsAskedForAndAskedForAgain() {
        var id = made();
        json(post(path() + "/" + id + "/run", Map.of()), 202);
        json(post(path() + "/" + id + "/run", Map.of()), 202);

        assertThat(database.owner()
                        .sql("select count(*) from lms_run_request where source_id = ?::uuid")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(audited()).contains("lms_source.run_requested");
    }

    @Test
    void anOperatorsSourceIsShownAndNotChanged() {
        var id = UUID.randomUUID();
        write("""
                insert into lms_operator_source (id, organization_id, badge_id, name, profile, rule, place, file_pattern, join_files,
                    cron, time_zone, is_active, scheduled_at, created_at)
                values (?, ?, ?, 'Nightly', 'simple', '{}', 'sftp://lms.example/out', '*.csv', '{}', '0 0 2 * * *', 'UTC', true,
                    now(), now())
                """, id, tenant.organization().value(), tenant.badge().value());

        var shown = json(send(request(issuer, path() + "/" + id)), 200);
        assertThat(shown.get("isReadOnly").asBoolean()).isTrue();
        assertThat(shown.get("folder").asString()).isEqualTo("sftp://lms.example/out");
        error(patch(id.toString(), Map.of("name", "Mine")), 403, "FORBIDDEN");
        error(send(request(issuer, path() + "/" + id).DELETE()), 403, "FORBIDDEN");
        json(post(path() + "/" + id + "/run", Map.of()), 202);

        // The operator does not configure it any more.
        write("update lms_operator_source set deleted_at = now() where id = ?", id);
        error(send(request(issuer, path() + "/" + id)), 404, "NOT_FOUND");
        assertThat(json(send(request(issuer, path())), 200).get("data").findValuesAsString("id"))
                .doesNotContain(id.toString());
    }

    @Test
    void theHistoryIsPagedAndEachFileHasItsReport() {
        var id = UUID.fromString(made());
        for (var n = 1; n <= 3; n++) {
            file(id, n, n == 3 ? "'waiting'" : "'taken'", n == 3 ? "null" : """
                    '{"fileId": "0198c5d2-7a51-7c1e-9a55-3f1f2f7c9d10", "file": "grades.csv", "foundAt": "2026-01-01T00:00:00Z",
                      "outcome": "taken", "rows": {"read": 7, "earned": 3, "notEarned": 2, "passedOver": 1, "faulty": 1, "unknown": 1},
                      "notes": [{"row": 7, "line": 9, "kind": "faulty", "why": "Because."}], "moreNotes": 0}'::jsonb""");
        }

        var first = json(send(request(issuer, path() + "/" + id + "/files?limit=2")), 200);
        assertThat(first.at("/pagination/total").asInt()).isEqualTo(3);
        assertThat(first.at("/data/0/state").asString()).isEqualTo("waiting");
        var file = first.at("/data/1");
        assertThat(file.get("rows").toString())
                .isEqualTo("{\"read\":7,\"earned\":3,\"notEarned\":2,\"passedOver\":1,\"faulty\":1,\"unknown\":1}");
        var cursor = first.at("/pagination/nextCursor").asString();
        var second = json(send(request(issuer, path() + "/" + id + "/files?limit=2&cursor=" + cursor)), 200);
        assertThat(second.get("data")).hasSize(1);
        var reports = path() + "/" + id + "/files/";
        var report = json(send(request(issuer, reports + file.get("id").asString() + "/report")), 200);
        assertThat(report.at("/notes/0/line").asInt()).isEqualTo(9);
        error(send(request(issuer, reports + first.at("/data/0/id").asString() + "/report")), 409, "CONFLICT");
        error(send(request(issuer, reports + UUID.randomUUID() + "/report")), 404, "NOT_FOUND");
        var other = json(post(path(), other()), 201).get("id").asString();
        error(
                send(request(
                        issuer,
                        path() + "/" + other + "/files/" + file.get("id").asString() + "/report")),
                404,
                "NOT_FOUND");
    }

    @Test
    void aFileThatIsReadWithJoinFilesIsBeingRead() {
        var id = UUID.fromString(made());
        file(id, 1, "'joining'", "null");
        assertThat(json(send(request(issuer, path() + "/" + id + "/files")), 200)
                        .at("/data/0/state")
                        .asString())
                .isEqualTo("reading");
    }

    private void file(UUID source, int n, String state, String report) {
        write("""
                insert into lms_file (id, source_id, organization_id, sha256, name, bytes, version, found_at, state, report,
                    rows_earned, rows_not_earned, rows_passed_over, rows_faulty, rows_unknown)
                values (gen_random_uuid(), ?, ?, ?, 'grades.csv', 10, 'v', now() + make_interval(secs => ?), %s, %s, 3, 2, 1, 1, 1)
                """.formatted(state, report), source, tenant.organization().value(), new byte[] {(byte) n}, n);
    }

    private Map<String, Object> canvas() {
        return new HashMap<>(Map.of(
                "name", "Physics, autumn",
                "badgeId", tenant.badge().toString(),
                "profile", "canvas-gradebook",
                "rule", Map.of("minimum", 79.5),
                "folder", "autumn/physics",
                "filePattern", "grades*.csv",
                "joinFiles", Map.of("users", "users*.csv"),
                "cron", "0 30 2 * * *",
                "timeZone", "Europe/Berlin"));
    }

    private Map<String, Object> other() {
        var other = canvas();
        other.put("folder", "spring");
        return other;
    }

    private String made() {
        return json(post(path(), canvas()), 201).get("id").asString();
    }

    private String path() {
        return "/api/organizations/" + tenant.organization() + "/lms-sources";
    }

    private HttpResponse<String> post(String path, Object body) {
        return send("POST", request(issuer, path), body);
    }

    private HttpResponse<String> patch(String id, Object body) {
        return send("PATCH", request(issuer, path() + "/" + id), body);
    }

    private List<String> audited() {
        return database.owner()
                .sql("select action from audit_entry where organization_id = ? order by at, id")
                .param(tenant.organization().value())
                .query((row, n) -> Objects.requireNonNull(row.getString("action")))
                .list();
    }

    private void write(String sql, Object... values) {
        database.owner().sql(sql).params(values).update();
    }
}
