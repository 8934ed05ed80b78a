package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Topics;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section H of the API. */
class CohortIT extends Edge {

    private static final String TWO = "Email,NAME\nada@example.com,Ada\nalan@example.com,\"Alan, T.\"\n";

    @Test
    void aCsvIsTakenKeptAndAskedFor() {
        var tenant = tenant("professional");
        var answer = upload(tenant, "", "text/csv", ("\ufeff" + TWO).getBytes(UTF_8));
        var job = json(answer, 202);
        String id = job.get("id").asString();
        assertThat(job.get("status").asString()).isEqualTo("pending");
        assertThat(header(answer, "Location")).isEqualTo("/api/v1/bulk-jobs/" + id);
        assertThat(stored(id)).isEqualTo("\ufeff" + TWO);
        assertThat(topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class))
                .anyMatch(task -> task instanceof ImportCohort cohort
                        && cohort.cohortId().toString().equals(id));
        assertThat(json(get(tenant, "/api/v1/bulk-jobs/" + id), 200).get("id").asString())
                .isEqualTo(id);
        assertThat(json(get(tenant, "/api/v1/bulk-jobs"), 200).get("data").size())
                .isEqualTo(1);
        error(get(tenant("professional"), "/api/v1/bulk-jobs/" + id), 404, "NOT_FOUND");
        json(get(tenant, "/api/v1/bulk-jobs/" + id + "/results"), 200);
    }

    @Test
    void anUploadOfManyPiecesIsKeptWhole() {
        var tenant = tenant("professional");
        String rows = "name,email\n" + "Zoë,zoe@example.com\n".repeat(20_000);
        String id = json(upload(tenant, "", "text/csv", rows.getBytes(UTF_8)), 202)
                .get("id")
                .asString();
        assertThat(stored(id)).isEqualTo(rows);
    }

    @Test
    void jsonIsKeptAsALineForEachRecipient() {
        var tenant = tenant("professional");
        String body =
                "{\"recipients\": [{\"name\":\"Ada\",\n\"email\":\"a@example.com\"}, {\"name\":\"B\"}], \"badgeId\":\"%s\"}"
                        .formatted(tenant.badge());
        var answer = send(request(tenant, "/api/v1/credentials/bulk")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        String id = json(answer, 202).get("id").asString();
        assertThat(stored(id)).isEqualTo("{\"name\":\"Ada\",\"email\":\"a@example.com\"}\n{\"name\":\"B\"}");
        assertThat(hasLines(id)).isFalse();
    }

    @Test
    void aRecipientMayBeAsLargeAsALineAndWhatIsLargerIsNotCalledMalformed() {
        var tenant = tenant("professional");
        for (String recipient : List.of(
                "{\"name\":\"%s\"}".formatted("x".repeat(1 << 19)),
                "{\"more\":%s}".formatted(nested(499)),
                "{\"more\":%s}".formatted("7".repeat(1000)))) {
            assertThat(stored(json(recipients(tenant, recipient), 202).get("id").asString()))
                    .isEqualTo("{}\n" + recipient);
        }
        assertThat(refused(tenant, "{\"name\":\"%s\"}".formatted("x".repeat(1 << 21))))
                .contains("too long");
        assertThat(refused(tenant, "{\"more\":%s}".formatted(nested(500)))).contains("nested too deep");
        String half = "x".repeat(1 << 19);
        assertThat(refused(tenant, "{\"name\":\"%s\",\"more\":\"%s\"}".formatted(half, half)))
                .contains("Recipient 2 is too long");
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private String refused(Tenant tenant, String recipient) {
        var answer = error(recipients(tenant, recipient), 400, "VALIDATION_ERROR");
        assertThat(pieces()).isEqualTo(kept());
        return answer.get("message").asString();
    }

    /** A document with another recipient, and this one. */
    private HttpResponse<String> recipients(Tenant tenant, String recipient) {
        return upload(
                tenant,
                "",
                "application/json",
                "{\"recipients\":[{},%s]}".formatted(recipient).getBytes(UTF_8));
    }

    @Test
    void ndjsonAndAFormsFileAreTaken() {
        var tenant = tenant("professional");
        var ndjson = json(upload(tenant, "", "application/x-ndjson", "{\"name\":\"Ada\"}\n".getBytes(UTF_8)), 202);
        assertThat(hasLines(ndjson.get("id").asString())).isTrue();
        var answer = form(tenant, field("badgeId", tenant.badge()), file("c.csv", TWO));
        assertThat(stored(json(answer, 202).get("id").asString())).isEqualTo(TWO);
    }

    @Test
    void aDryRunIsOneWhereverItIsSaid() {
        var free = tenant("free");
        String json =
                "{\"badgeId\": \"%s\", \"dryRun\": true, \"recipients\": [{\"name\":\"Ada\",\"email\":\"a@example.com\"}]}"
                        .formatted(free.badge());
        assertThat(json(send("POST", request(free, "/api/v1/credentials/bulk"), json), 202)
                        .get("dryRun")
                        .asBoolean())
                .isTrue();
        error(send("POST", request(free, "/api/v1/credentials/bulk"), json.replace("true", "false")), 403, "FORBIDDEN");
        error(
                send("POST", request(free, "/api/v1/credentials/bulk"), json.replace("true", "1")),
                400,
                "VALIDATION_ERROR");
        var badge = field("badgeId", free.badge());
        var file = file("c.csv", TWO);
        assertThat(json(form(free, badge, field("dryRun", true), file), 202)
                        .get("dryRun")
                        .asBoolean())
                .isTrue();
        error(form(free, badge, field("dryRun", false), file), 403, "FORBIDDEN");
        error(form(free, badge, field("dryRun", "perhaps"), file), 400, "VALIDATION_ERROR");
    }

    @Test
    void aFormsFieldsCountBeforeItsFileAndAfter() {
        var tenant = tenant("professional");
        var badge = field("badgeId", tenant.badge());
        var dryRun = field("dryRun", true);
        var csv = file("c.csv", TWO);
        var json = file(
                "c.json", "{\"badgeId\": \"%s\", \"recipients\": [{\"name\":\"Ada\"}]}".formatted(UUID.randomUUID()));
        for (var answer : List.of(form(tenant, csv, badge, dryRun), form(tenant, json, dryRun, badge))) {
            var job = json(answer, 202);
            assertThat(job.get("dryRun").asBoolean()).isTrue();
            assertThat(job.get("badgeId").asString()).isEqualTo(tenant.badge().toString());
        }
        error(form(tenant, csv, badge, field("dryRun", "perhaps")), 400, "VALIDATION_ERROR");
        error(form(tenant, csv), 400, "VALIDATION_ERROR");
        error(form(tenant, badge), 400, "VALIDATION_ERROR");
        assertThat(pieces()).isEqualTo(kept());
    }

    @Test
    void aFormWithTwoFilesIsRefusedAndNothingStays() {
        var tenant = tenant("professional");
        long uploads = uploads();
        var two = form(tenant, field("badgeId", tenant.badge()), file("c.csv", TWO), file("d.csv", TWO));
        assertThat(error(two, 400, "VALIDATION_ERROR")
                        .get("details")
                        .get("file")
                        .asString())
                .contains("one");
        assertThat(uploads()).isEqualTo(uploads);
        assertThat(pieces()).isEqualTo(kept());
    }

    private HttpResponse<String> form(Tenant tenant, String... parts) {
        return send(request(tenant, "/api/v1/credentials/bulk")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("", parts) + "--b--\r\n")));
    }

    private static String field(String name, Object value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content
                + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n \n",
                "name,email\n",
                "ada,ada@example.com\n",
                "name;email\nAda;ada@example.com\n",
                "name,email,name\nx,y,z\n",
                "name,email\nA\u0000da,x\n"
            })
    void aWrongCsvIsRefusedAndNothingStays(String body) {
        refused(tenant("professional"), "text/csv", body.getBytes(UTF_8));
    }

    @Test
    void aWrongEncodingAndABinaryFileAreRefusedByTheirLine() {
        var tenant = tenant("professional");
        assertThat(refused(tenant, "text/csv", TWO.getBytes(UTF_16)))
                .contains("UTF-16")
                .contains("line 1");
        assertThat(refused(tenant, "text/csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}))
                .contains("PNG");
        byte[] late = (TWO.repeat(20_000) + "\u00ff").getBytes(UTF_8);
        late[late.length - 1] = 'x';
        assertThat(refused(tenant, "text/csv", late)).contains("line 60001");
        refused(tenant, "application/x-ndjson", "[1]\n".getBytes(UTF_8));
        refused(tenant, "application/json", "{\"recipients\":[{]".getBytes(UTF_8));
        refused(tenant, "application/json", "{\"recipients\":[]}".getBytes(UTF_8));
        refused(tenant, "multipart/form-data; boundary=b", "nonsense".getBytes(UTF_8));
    }

    @Test
    void aBodyOverTheLimitIsTooLargeAndNothingStays() {
        var tenant = tenant("professional");
        byte[] large = ("name,email\n" + "x".repeat(5 << 20)).getBytes(UTF_8);
        error(upload(tenant, "", "text/csv", large), 413, "PAYLOAD_TOO_LARGE");
        var chunked = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        error(
                send(request(tenant, "/api/v1/credentials/bulk?badgeId=" + tenant.badge())
                        .header("Content-Type", "text/csv")
                        .POST(chunked)),
                413,
                "PAYLOAD_TOO_LARGE");
        assertThat(pieces()).isEqualTo(kept());
    }

    @Test
    void theBadgeMustBeTheOrganizationsAndActive() {
        var tenant = tenant("professional");
        String path = "/api/v1/credentials/bulk?badgeId=";
        error(csv(request(tenant, path + tenant("professional").badge())), 404, "NOT_FOUND");
        error(csv(request(tenant, path + UUID.randomUUID())), 404, "NOT_FOUND");
        error(csv(request(tenant, path + "x")), 400, "VALIDATION_ERROR");
        error(csv(request(tenant, "/api/v1/credentials/bulk")), 400, "VALIDATION_ERROR");
        database.owner()
                .sql("update badge set is_active = false where id = ?")
                .param(tenant.badge().value())
                .update();
        error(csv(request(tenant, path + tenant.badge())), 409, "CONFLICT");
    }

    @Test
    void freeMayOnlyTryOut() {
        var tenant = tenant("free");
        error(upload(tenant, "", "text/csv", TWO.getBytes(UTF_8)), 403, "FORBIDDEN");
        error(upload(tenant, "&dryRun=false&dryRun=true", "text/csv", TWO.getBytes(UTF_8)), 403, "FORBIDDEN");
        var job = json(upload(tenant, "&dryRun=true", "text/csv", TWO.getBytes(UTF_8)), 202);
        assertThat(job.get("dryRun").asBoolean()).isTrue();
        json(get(tenant, "/api/v1/bulk-jobs/" + job.get("id").asString()), 200);
    }

    @Test
    void theSameFileUnderOneKeyIsOneJob() {
        var tenant = tenant("professional");
        var path = "/api/v1/credentials/bulk?badgeId=" + tenant.badge();
        var first = json(csv(request(tenant, path).header("Idempotency-Key", "c1")), 202);
        var second = json(csv(request(tenant, path).header("Idempotency-Key", "c1")), 202);
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(pieces()).isEqualTo(kept());
        error(csv(request(tenant, path + "&dryRun=true").header("Idempotency-Key", "c1")), 422, "IDEMPOTENCY_MISMATCH");
    }

    @Test
    void anImportThatNobodyBeganIsAskedForAgain() {
        var tenant = tenant("professional");
        String id = json(upload(tenant, "", "text/csv", TWO.getBytes(UTF_8)), 202)
                .get("id")
                .asString();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class).stream()
                                .filter(task -> task.key().equals(id))
                                .count()
                        > 1);
    }

    private String refused(Tenant tenant, String type, byte[] body) {
        var answer = error(upload(tenant, "", type, body), 400, "VALIDATION_ERROR");
        assertThat(pieces()).isEqualTo(kept());
        return answer.get("message").asString();
    }

    private HttpResponse<String> csv(HttpRequest.Builder request) {
        return send(request.header("Content-Type", "text/csv").POST(HttpRequest.BodyPublishers.ofString(TWO)));
    }

    private HttpResponse<String> upload(Tenant tenant, String parameters, String type, byte[] body) {
        return send(request(tenant, "/api/v1/credentials/bulk?badgeId=" + tenant.badge() + parameters)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private String stored(String id) {
        return database.owner()
                .sql("""
                        select convert_from(string_agg(bytes, '' order by number), 'UTF8')
                        from cohort_upload_piece where upload_id = ?
                        """)
                .param(UUID.fromString(id))
                .query(String.class)
                .single();
    }

    private boolean hasLines(String id) {
        return database.owner()
                .sql("select has_lines from cohort_upload where id = ?")
                .param(UUID.fromString(id))
                .query(Boolean.class)
                .single();
    }

    private long uploads() {
        return count("select count(*) from cohort_upload");
    }

    private long pieces() {
        return count("select count(*) from cohort_upload_piece");
    }

    private long kept() {
        return count("select count(*) from cohort_upload_piece where upload_id in (select id from cohort_upload)");
    }

    private long count(String sql) {
        return database.owner().sql(sql).query(Long.class).single();
    }
}
