package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.SteerCohort.Move;
import io.laurel.contracts.Topics;
import io.laurel.test.TestBroker;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section H of the API, behind the upload: what is asked of a cohort that is there, whose rows the tests decide. */
class CohortJobIT extends Edge {

    private Tenant tenant;

    @BeforeEach
    void prepare() {
        tenant = tenant("professional");
    }

    @Test
    void aDryRunIsSubmittedAndDriftIsShownWithBothStates() {
        var cohort = cohort("validated", true);
        row(cohort, 1, "ann@example.com", "new");
        row(cohort, 2, "bob@example.com", "new");
        row(cohort, 3, "cleo@example.com", "over_quota");
        row(cohort, 4, "dora@example.com", "new");
        row(cohort, 5, "eve@example.com", "new");
        set(cohort, "total = 5, invalid = 0, successful = 4, renewed = 0, skipped = 0, failed = 1, drift = 0");
        assertThat(job(cohort).get("successful").asInt()).isEqualTo(4);
        assertThat(job(cohort).get("failed").asInt()).isEqualTo(1);
        assertThat(job(cohort).get("drift").isNull()).isTrue();
        assertThat(results(cohort, "?status=valid"))
                .containsExactly("1 new/new valid", "2 new/new valid", "4 new/new valid", "5 new/new valid");

        var answer = post(cohort, "submit");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(header(answer, "Location")).isEqualTo("/api/v1/bulk-jobs/" + cohort);
        assertThat(steered(cohort)).containsOnly(new SteerCohort(cohort, tenant.organization(), Move.SUBMIT, 0));

        set(cohort, "dry_run = false, run = 1, status = 'completed', drift = 1");
        decide(cohort, 1, "NEW", null);
        decide(cohort, 2, "ACTIVE_TIME_BOUND", null);
        decide(cohort, 3, null, "OVER_QUOTA");
        decide(cohort, 4, null, "INTERNAL_ERROR");
        decide(cohort, 5, null, "COHORT_CANCELLED");
        assertThat(results(cohort, "?status=drift")).containsExactly("2 new/active_time_bound issued");
        assertThat(job(cohort).get("drift").asInt()).isEqualTo(1);
        assertThat(job(cohort).get("dryRun").asBoolean()).isFalse();
        error(post(cohort, "submit"), 409, "CONFLICT");
    }

    @Test
    void ofADryRunWhoseRowsAreNotKeptTheCountsAreThatItHad() {
        var cohort = cohort("validated", true);
        set(
                cohort,
                "total = 5, invalid = 1, successful = 3, renewed = 0, skipped = 1, failed = 0, drift = 0, retention = 'gone'");

        assertThat(job(cohort).get("total").asInt()).isEqualTo(5);
        assertThat(job(cohort).get("successful").asInt()).isEqualTo(3);
        assertThat(error(post(cohort, "submit"), 409, "CONFLICT").get("message").asString())
                .contains("not kept any more");
        assertThat(steered(cohort)).isEmpty();
        assertThat(error(get(tenant, "/api/v1/bulk-jobs/" + cohort + "/results"), 404, "NOT_FOUND")
                        .get("message")
                        .asString())
                .contains("not kept any more");
        var reconciled = reconciled(cohort);
        assertThat(reconciled.get("balanced").asBoolean()).isFalse();
        assertThat(reconciled.get("rows").asInt()).isEqualTo(5);
        assertThat(reconciled.get("rejected").asInt()).isEqualTo(1);
        assertThat(reconciled.get("undecided").asInt()).isEqualTo(4);
        assertThat(reconciled.get("differences").get(0).get("problem").asString())
                .contains("not kept any more");
    }

    @Test
    void failedRowsAreRetriedWhereThereAreAny() {
        var cohort = cohort("completed", false);
        row(cohort, 1, "ann@example.com", null);
        decide(cohort, 1, "NEW", null);
        error(post(cohort, "retry"), 409, "CONFLICT");

        var other = cohort("completed", false);
        row(other, 1, "ann@example.com", null);
        decide(other, 1, null, "OVER_QUOTA");
        set(other, "successful = 0, renewed = 0, skipped = 0, failed = 1");
        assertThat(post(other, "retry").statusCode()).isEqualTo(202);
        assertThat(steered(other)).extracting(SteerCohort::move).containsOnly(Move.RETRY);
        error(post(cohort("processing", false), "retry"), 409, "CONFLICT");
    }

    @Test
    void whatRunsIsPausedResumedAndCancelled() {
        var cohort = cohort("processing", false);
        error(post(cohort, "resume"), 409, "CONFLICT");
        assertThat(post(cohort, "pause").statusCode()).isEqualTo(202);
        set(cohort, "paused_at = now()");
        assertThat(job(cohort).get("pausedAt").isNull()).isFalse();
        assertThat(post(cohort, "pause").statusCode()).isEqualTo(202);
        assertThat(post(cohort, "resume").statusCode()).isEqualTo(202);
        assertThat(post(cohort, "cancel").statusCode()).isEqualTo(202);
        set(cohort, "status = 'cancelled', finished_at = now(), paused_at = null");
        row(cohort, 1, "ann@example.com", null);
        assertThat(post(cohort, "cancel").statusCode()).isEqualTo(202);
        assertThat(results(cohort, "?status=cancelled")).containsExactly("1 -/- cancelled");
        assertThat(steered(cohort)).extracting(SteerCohort::move).containsExactly(Move.PAUSE, Move.RESUME, Move.CANCEL);
        error(post(cohort, "pause"), 409, "CONFLICT");
        error(post(new CohortId(UUID.randomUUID()), "cancel"), 404, "NOT_FOUND");
    }

    @Test
    void aRetryHasNoRateBeforeItsFirstRowIsSent() {
        var cohort = cohort("processing", false);
        set(
                cohort,
                "total = 3000, invalid = 0, run = 1, attempt = 1, started_at = now() - interval '1 day', submitted_at = null");
        tally(cohort, 2990);
        assertThat(job(cohort).get("ratePerSecond").isNull()).isTrue();
        assertThat(job(cohort).get("estimatedCompletion").isNull()).isTrue();
    }

    @Test
    void theRateLeavesPausesOutAndStandsStillInThem() {
        var cohort = cohort("processing", false);
        set(
                cohort,
                "total = 3000, invalid = 0, started_at = now() - interval '3 hours', submitted_at = now() - interval '2 hours',"
                        + " paused_for = interval '50 minutes', paused_at = now() - interval '1 hour'");
        tally(cohort, 1200);
        assertThat(job(cohort).get("ratePerSecond").asDouble()).isEqualTo(2.0);
        assertThat(job(cohort).get("estimatedCompletion").isNull()).isTrue();

        set(cohort, "paused_for = interval '110 minutes', paused_at = null");
        assertThat(job(cohort).get("ratePerSecond").asDouble()).isBetween(1.0, 2.0);
        assertThat(Instant.parse(job(cohort).get("estimatedCompletion").asString()))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));

        set(cohort, "status = 'completed', finished_at = submitted_at + interval '2 hours'");
        assertThat(job(cohort).get("ratePerSecond").asDouble()).isEqualTo(2.0);
    }

    @Test
    void membersDoByTheirRolesWhatKeysDo() {
        var issuer = member(tenant, "issuer");
        var viewer = member(tenant, "viewer");
        var organization = "/api/organizations/" + tenant.organization();
        var upload = send(request(issuer, organization + "/credentials/bulk-issue?badgeId=" + tenant.badge())
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString("name,email\nAnn,ann@example.com\n")));
        var job = json(upload, 202);
        var path = organization + "/bulk-jobs/" + job.get("id").asString();
        assertThat(header(upload, "Location")).isEqualTo(path);
        assertThat(job.get("dryRun").asBoolean()).isFalse();
        var validated =
                send(request(issuer, organization + "/credentials/bulk-issue/validate?badgeId=" + tenant.badge())
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("name,email\nAnn,ann@example.com\n")));
        assertThat(json(validated, 202).get("dryRun").asBoolean()).isTrue();

        json(send(request(viewer, path)), 200);
        json(send(request(viewer, path + "/results")), 200);
        json(send(request(viewer, path + "/reconciliation")), 200);
        assertThat(json(send(request(viewer, organization + "/bulk-jobs")), 200)
                        .get("data")
                        .size())
                .isEqualTo(2);
        error(send("POST", request(viewer, path + "/cancel"), ""), 403, "FORBIDDEN");
        json(send("POST", request(issuer, path + "/cancel"), ""), 202);
        error(
                send(request(viewer, organization + "/credentials/bulk-issue?badgeId=" + tenant.badge())
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString("name,email\nAnn,ann@example.com\n"))),
                403,
                "FORBIDDEN");
    }

    @Test
    void whatAKeyCannotDoAMemberCannotDo() {
        var issuer = member(tenant, "issuer");
        assertThat(steer(issuer, cohort("validated", true), "submit")).isEqualTo(202);
        assertThat(steer(issuer, cohort("completed", false), "submit")).isEqualTo(409);
        var failed = cohort("completed", false);
        row(failed, 1, "ann@example.com", null);
        decide(failed, 1, null, "OVER_QUOTA");
        set(failed, "successful = 0, renewed = 0, skipped = 0, failed = 1");
        assertThat(steer(issuer, failed, "retry")).isEqualTo(202);
        var running = cohort("processing", false);
        assertThat(steer(issuer, running, "retry")).isEqualTo(409);
        assertThat(steer(issuer, running, "resume")).isEqualTo(409);
        assertThat(steer(issuer, running, "pause")).isEqualTo(202);
        set(running, "paused_at = now()");
        assertThat(steer(issuer, running, "resume")).isEqualTo(202);
        assertThat(steer(issuer, failed, "pause")).isEqualTo(409);
        assertThat(steer(issuer, failed, "cancel")).isEqualTo(409);
        error(post(failed, "cancel"), 409, "CONFLICT");

        var events = "/api/organizations/" + tenant.organization() + "/bulk-jobs/" + failed + "/events";
        var told = send(request(issuer, events));
        assertThat(told.statusCode()).isEqualTo(200);
        var end = told.body()
                .lines()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring(3).strip())
                .reduce((_, last) -> last)
                .orElseThrow();
        assertThat(send(request(issuer, events).header("Last-Event-ID", end)).statusCode())
                .isEqualTo(204);
    }

    private int steer(Person member, CohortId cohort, String move) {
        var path = "/api/organizations/" + tenant.organization() + "/bulk-jobs/" + cohort + "/" + move;
        return send("POST", request(member, path), "").statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/credentials/bulk-issue", "/credentials/bulk-issue/validate"})
    void whatAMemberCannotUploadIsSaidSo(String path) {
        var issuer = member(tenant, "issuer");
        error(upload(issuer, path, UUID.randomUUID().toString(), "a", "Ann"), 404, "NOT_FOUND");
        assertThat(upload(issuer, path, tenant.badge().toString(), "key", "Ann").statusCode())
                .isEqualTo(202);
        error(upload(issuer, path, tenant.badge().toString(), "key", "Bob"), 422, "IDEMPOTENCY_MISMATCH");
        database.owner()
                .sql("update badge set is_active = false where id = ?")
                .param(tenant.badge().value())
                .update();
        error(upload(issuer, path, tenant.badge().toString(), "b", "Ann"), 409, "CONFLICT");
    }

    @Test
    void aRepeatedUploadIsAnsweredAlsoWhereItWouldBeRefusedByNow() {
        var issuer = member(tenant, "issuer");
        var path = "/credentials/bulk-issue";
        var badge = tenant.badge().toString();
        var first = json(upload(issuer, path, badge, "key", "Ann"), 202).get("id");
        database.owner()
                .sql("update badge set is_active = false where id = ?")
                .param(tenant.badge().value())
                .update();
        assertThat(json(upload(issuer, path, badge, "key", "Ann"), 202).get("id"))
                .isEqualTo(first);
        error(upload(issuer, path, badge, "another", "Ann"), 409, "CONFLICT");

        database.owner()
                .sql("update organization set plan = 'free' where id = ?")
                .param(tenant.organization().value())
                .update();
        assertThat(json(upload(issuer, path, badge, "key", "Ann"), 202).get("id"))
                .isEqualTo(first);
        error(upload(issuer, path, badge, "key", "Bob"), 422, "IDEMPOTENCY_MISMATCH");
    }

    private HttpResponse<String> upload(Person member, String path, String badge, String key, String name) {
        return send(request(member, "/api/organizations/" + tenant.organization() + path + "?badgeId=" + badge)
                .header("Content-Type", "text/csv")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("name,email\n" + name + ",ann@example.com\n")));
    }

    @Test
    void freeMayPlanAndNotSubmit() {
        tenant = tenant("free");
        var cohort = cohort("validated", true);
        var owner = member(tenant, "owner");
        var path = "/api/organizations/" + tenant.organization() + "/bulk-jobs/" + cohort;
        json(send(request(owner, path)), 200);
        error(send("POST", request(owner, path + "/submit"), ""), 403, "FORBIDDEN");
        assertThat(steered(cohort)).isEmpty();
    }

    @Test
    void aGzippedFileIsUnpackedAndABombIsNot() throws IOException {
        var csv = "name,email\nAnn,ann@example.com\n";
        for (var type : List.of("text/csv", "application/gzip")) {
            var job = json(upload(type, gzip(csv.getBytes(UTF_8))), 202);
            assertThat(stored(job.get("id").asString())).isEqualTo(csv);
        }
        var bomb = gzip(("name,email\n" + "x".repeat(5 << 20)).getBytes(UTF_8));
        assertThat(bomb.length).isLessThan(100_000);
        error(upload("text/csv", bomb), 413, "PAYLOAD_TOO_LARGE");
        var cut = gzip(csv.repeat(100).getBytes(UTF_8));
        error(upload("text/csv", Arrays.copyOf(cut, cut.length - 12)), 400, "VALIDATION_ERROR");
        error(upload("text/csv", new byte[] {0x1f, (byte) 0x8b, 1}), 400, "VALIDATION_ERROR");
    }

    @Test
    void noMoreThanTwentyCohortsWaitOrRun() {
        for (int n = 0; n < 20; n++) {
            cohort("processing", false);
        }
        assertThat(error(upload("text/csv", "name,email\nAnn,ann@example.com\n".getBytes(UTF_8)), 409, "CONFLICT")
                        .get("message")
                        .asString())
                .contains("20 cohorts");
        error(post(cohort("validated", true), "submit"), 409, "CONFLICT");
        var failed = cohort("completed", false);
        set(failed, "successful = 0, renewed = 0, skipped = 0, failed = 1");
        error(post(failed, "retry"), 409, "CONFLICT");
        assertThat(steered(failed)).isEmpty();
    }

    @Test
    void whatIsSubmittedWaitsAlsoBeforeTheWorkerKnowsOfIt() {
        for (int n = 0; n < 19; n++) {
            cohort("processing", false);
        }
        var first = cohort("validated", true);
        var second = cohort("validated", true);
        assertThat(post(first, "submit").statusCode()).isEqualTo(202);
        assertThat(post(first, "submit").statusCode()).isEqualTo(202);
        error(post(second, "submit"), 409, "CONFLICT");
        set(first, "dry_run = false, run = 1, status = 'completed'");
        assertThat(post(second, "submit").statusCode()).isEqualTo(202);
    }

    @Test
    void whatTheWorkerCouldNotBeAskedForDoesNotWait() throws Exception {
        for (int n = 0; n < 19; n++) {
            cohort("processing", false);
        }
        var first = cohort("validated", true);
        var broker = TestBroker.start();
        try (var withoutBroker = TestIngress.start(7, database.jdbcUrl(), database, broker, Clock.systemUTC())) {
            broker.close();
            var submit = withoutBroker.request("192.0.2.7", "/api/v1/bulk-jobs/" + first + "/submit", tenant.key());
            error(withoutBroker.send(submit.POST(HttpRequest.BodyPublishers.noBody())), 503, "UNAVAILABLE");
        }
        assertThat(post(cohort("validated", true), "submit").statusCode()).isEqualTo(202);
    }

    @Test
    void whatAKilledIngressHadNotedIsAskedForAgain() {
        var submitted = cohort("validated", true);
        var retried = cohort("completed", false);
        set(retried, "run = 2");
        var recent = cohort("validated", true);
        var begun = cohort("completed", false);
        set(begun, "run = 1");
        asked(begun, 1, "now() - interval '1 hour'");
        asked(recent, 1, "now() + interval '1 hour'");
        asked(retried, 3, "now() - interval '1 minute'");
        asked(submitted, 1, "null");
        uploaded(submitted, "created_at = now() - interval '1 minute'");

        await().untilAsserted(() -> assertThat(steered(submitted))
                .containsOnly(new SteerCohort(submitted, tenant.organization(), Move.SUBMIT, 0)));
        await().untilAsserted(() -> assertThat(steered(retried))
                .containsOnly(new SteerCohort(retried, tenant.organization(), Move.RETRY, 2)));
        assertThat(steered(recent)).isEmpty();
        assertThat(steered(begun)).isEmpty();
    }

    @Test
    void whatCannotBeSubmittedAnyMoreDoesNotWait() {
        for (int n = 0; n < 19; n++) {
            cohort("processing", false);
        }
        var leaving = cohort("validated", true);
        set(leaving, "total = 1, invalid = 0, retention = 'leaving'");
        asked(leaving, 1, "now()");
        var other = cohort("validated", true);
        await().until(() -> post(other, "submit").statusCode() == 202);
        assertThat(steered(leaving)).isEmpty();
    }

    @Test
    void theStreamTellsTheStateTheChangesAndTheEnd() throws Exception {
        var cohort = cohort("processing", false);
        row(cohort, 1, "ann@example.com", null);
        try (var stream = follow(cohort, null)) {
            var first = stream.next();
            assertThat(first.name()).isEqualTo("progress");
            assertThat(JSON.readTree(first.data()).get("total").asInt()).isEqualTo(1);
            decide(cohort, 1, "NEW", null);
            tally(cohort, 1);
            var second = stream.next();
            assertThat(JSON.readTree(second.data()).get("successful").asInt()).isEqualTo(1);

            // Whoever comes back is told what is new, and nothing else.
            set(cohort, "status = 'completed', finished_at = now()");
            try (var again = follow(cohort, second.id())) {
                assertThat(again.next().name()).isEqualTo("end");
            }
            var end = stream.next();
            assertThat(end.name()).isEqualTo("end");
            assertThat(JSON.readTree(end.data()).get("status").asString()).isEqualTo("completed");
            assertThat(stream.ends()).isTrue();
            // Taken up again a moment after its end was told.
            set(cohort, "status = 'processing', finished_at = null, run = 1");
            try (var again = follow(cohort, null)) {
                assertThat(again.next().name()).isEqualTo("progress");
            }
            set(cohort, "status = 'completed', finished_at = now()");
            var over = send(
                    request(tenant, "/api/v1/bulk-jobs/" + cohort + "/events").header("Last-Event-ID", end.id()));
            assertThat(over.statusCode()).isEqualTo(204);
        }
        error(send(request(tenant("professional"), "/api/v1/bulk-jobs/" + cohort + "/events")), 404, "NOT_FOUND");
    }

    @Test
    void aReconciliationCountsEverythingAndNamesWhatDoesNotAddUp() {
        var cohort = cohort("completed", false);
        var issued = row(cohort, 1, "ann@example.com", null);
        decide(cohort, 1, "NEW", null);
        credential(issued, "ann@example.com");
        mail(issued, "sent");
        row(cohort, 2, "bob@example.com", null);
        decide(cohort, 2, null, "OVER_QUOTA");
        tally(cohort, 1);
        invalid(cohort, 3);
        var balanced = reconciled(cohort);
        assertThat(balanced).hasToString("""
                {"balanced":true,"rows":3,"issued":1,"rejected":2,"undecided":0,"events":1,"mailed":1,"suppressed":0,\
                "refused":0,"differences":[],"differencesTotal":0}""");

        row(cohort, 4, "cleo@example.com", null);
        row(cohort, 5, "dora@example.com", null);
        decide(cohort, 5, "NEW", null);
        var due = row(cohort, 6, "eve@example.com", null);
        decide(cohort, 6, "NEW", null);
        credential(due, "eve@example.com");
        mail(due, "due");
        credential(row(cohort, 7, "fay@example.com", null), "fay@example.com");
        var not = reconciled(cohort);
        assertThat(not.get("balanced").asBoolean()).isFalse();
        assertThat(not.get("undecided").asInt()).isEqualTo(2);
        assertThat(not.get("differences").valueStream())
                .extracting(each -> each.get("row") + " " + each.get("problem").asString())
                .containsExactly(
                        "5 It was issued, and there is no credential.",
                        "5 It was issued, and the notifier does not know of it yet.",
                        "6 Its mail is still to be sent.",
                        "7 There is a credential, and it was not issued.",
                        "null The recorded batches issued 1, the rows show 3.");
    }

    @Test
    void whatIsNotReadYetDoesNotAddUp() {
        var pending = cohort("pending", false);
        assertThat(unbalanced(pending)).containsExactly("Its rows are not all read yet.");

        var validating = cohort("validating", false);
        set(validating, "finished_at = null");
        assertThat(unbalanced(validating)).containsExactly("Its rows are not all read yet.");
        invalid(validating, 1);
        assertThat(unbalanced(validating)).containsExactly("Its rows are not all read yet.");
        set(validating, "total = 1, invalid = 1");
        assertThat(reconciled(validating).get("balanced").asBoolean()).isTrue();
    }

    @Test
    void rowsThatWereReadAndAreGoneDoNotAddUp() {
        var cohort = cohort("completed", false);
        invalid(cohort, 1);
        set(cohort, "total = 3, invalid = 1");
        assertThat(unbalanced(cohort)).containsExactly("3 rows were read, 1 are there.");
    }

    private List<String> unbalanced(CohortId cohort) {
        var reconciled = reconciled(cohort);
        assertThat(reconciled.get("balanced").asBoolean()).isFalse();
        return reconciled
                .get("differences")
                .valueStream()
                .map(each -> each.get("problem").asString())
                .toList();
    }

    @Test
    void whatAnLmsBroughtIsShownLikeAnyOther() {
        var cohort = new CohortId(UUID.randomUUID());
        var source = UUID.randomUUID();
        insertCohort(cohort, "completed", false, source);
        row(cohort, 1, "ann@example.com", null);
        decide(cohort, 1, null, "ALREADY_HELD");
        set(cohort, "successful = 0, renewed = 0, skipped = 1, failed = 0");
        assertThat(job(cohort).get("sourceId").asString()).isEqualTo(source.toString());
        assertThat(job(cohort).get("skipped").asInt()).isEqualTo(1);
        cohort("pending", false);
        var list = json(get(tenant, "/api/v1/bulk-jobs?limit=1"), 200);
        assertThat(list.get("pagination").get("total").asInt()).isEqualTo(2);
        var next = json(
                get(
                        tenant,
                        "/api/v1/bulk-jobs?limit=1&cursor="
                                + list.get("pagination").get("nextCursor").asString()),
                200);
        assertThat(next.get("data").get(0).get("id").asString()).isEqualTo(cohort.toString());
    }

    // What the worker and the notifier would have written ----------------------------------------

    private CohortId cohort(String status, boolean dryRun) {
        var cohort = new CohortId(UUID.randomUUID());
        database.owner()
                .sql("""
                        insert into cohort_upload
                            (id, organization_id, badge_id, format, dry_run, fingerprint, bytes, created_at)
                        values (?, ?, ?, 'csv', ?, '', 0, now())
                        """)
                .params(
                        cohort.value(),
                        tenant.organization().value(),
                        tenant.badge().value(),
                        dryRun)
                .update();
        if (!status.equals("pending")) {
            insertCohort(cohort, status, dryRun, null);
        }
        return cohort;
    }

    private void insertCohort(CohortId cohort, String status, boolean dryRun, @Nullable UUID source) {
        var isFinal = !status.equals("processing");
        database.owner()
                .sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at, started_at,
                            submitted_at, finished_at, source_id)
                        values (?, ?, ?, ?, ?, now() - interval '1 minute', now(), now(), %s, ?)
                        """.formatted(isFinal ? "now()" : "null"))
                .param(cohort.value())
                .param(tenant.organization().value())
                .param(tenant.badge().value())
                .param(dryRun)
                .param(status)
                .param(source)
                .update();
    }

    private void set(CohortId cohort, String change) {
        database.owner()
                .sql("update cohort set " + change + " where id = ?")
                .param(cohort.value())
                .update();
    }

    /** What an ingress notes before it asks the worker to submit or retry a cohort. */
    private void asked(CohortId cohort, int run, String at) {
        uploaded(cohort, "asked_run = %d, asked_at = %s".formatted(run, at));
    }

    private void uploaded(CohortId cohort, String change) {
        database.owner()
                .sql("update cohort_upload set " + change + " where id = ?")
                .param(cohort.value())
                .update();
    }

    private CredentialId row(CohortId cohort, int row, String email, @Nullable String plan) {
        var id = CredentialId.ofCohortRow(cohort, row, 0);
        database.owner()
                .sql("""
                        insert into cohort_row (cohort_id, row, line, credential_id, name, email, is_public, plan)
                        values (?, ?, ?, ?, 'A', ?, true, ?)
                        """)
                .param(cohort.value())
                .param(row)
                .param(row + 1)
                .param(id.value())
                .param(email)
                .param(plan)
                .update();
        return id;
    }

    private void invalid(CohortId cohort, int row) {
        database.owner()
                .sql("""
                        insert into cohort_row (cohort_id, row, line, credential_id, is_public, invalid)
                        values (?, ?, ?, ?, true, 'The email is missing.')
                        """)
                .params(
                        cohort.value(),
                        row,
                        row + 1,
                        CredentialId.ofCohortRow(cohort, row, 0).value())
                .update();
    }

    private void decide(CohortId cohort, int row, @Nullable String supersession, @Nullable String rejection) {
        database.owner()
                .sql("""
                        insert into issuance (id, organization_id, badge_id, recipient_email, cohort_id, cohort_row,
                            supersession, rejection, message, decided_at)
                        select credential_id, ?, ?, email, cohort_id, row, ?, ?, ?, now()
                        from cohort_row where cohort_id = ? and row = ?
                        """)
                .param(tenant.organization().value())
                .param(tenant.badge().value())
                .param(supersession)
                .param(rejection)
                .param(rejection == null ? null : "No.")
                .param(cohort.value())
                .param(row)
                .update();
    }

    private void tally(CohortId cohort, int issued) {
        database.owner()
                .sql("insert into cohort_tally (cohort_id, issued, renewed, skipped, failed) values (?, ?, 0, 0, 0)")
                .params(cohort.value(), issued)
                .update();
    }

    private void credential(CredentialId id, String email) {
        database.owner()
                .sql("""
                        insert into credential (id, short_id, organization_id, badge_id, recipient_name, recipient_email,
                            is_public, issued_at, status_list, status_index, document)
                        values (?, ?, ?, ?, 'A', ?, true, now(), 0, 0, '{}')
                        """)
                .params(
                        id.value(),
                        "CRD-" + id.toString().substring(0, 8).toUpperCase(Locale.ROOT),
                        tenant.organization().value(),
                        tenant.badge().value(),
                        email)
                .update();
    }

    private void mail(CredentialId id, String state) {
        database.owner()
                .sql("""
                        insert into notification (event_id, credential_id, short_id, organization_id, badge_id, recipient_name,
                            recipient_email, state, next_attempt_at, created_at)
                        values (?, ?, 'CRD-AAAAAAAA', ?, ?, 'A', 'a@example.com', ?, case ? when 'due' then now() end, now())
                        """)
                .params(
                        CredentialIssued.eventIdOf(id).value(),
                        id.value(),
                        tenant.organization().value(),
                        tenant.badge().value(),
                        state,
                        state)
                .update();
    }

    // What is asked ------------------------------------------------------------------------------

    private HttpResponse<String> post(CohortId cohort, String move) {
        return send("POST", request(tenant, "/api/v1/bulk-jobs/" + cohort + "/" + move), "");
    }

    private JsonNode job(CohortId cohort) {
        return json(get(tenant, "/api/v1/bulk-jobs/" + cohort), 200);
    }

    private JsonNode reconciled(CohortId cohort) {
        return json(get(tenant, "/api/v1/bulk-jobs/" + cohort + "/reconciliation"), 200);
    }

    private List<String> results(CohortId cohort, String query) {
        var rows = new ArrayList<String>();
        json(get(tenant, "/api/v1/bulk-jobs/" + cohort + "/results" + query), 200)
                .get("data")
                .forEach(row -> rows.add(row.get("row").asInt() + " "
                        + row.get("plannedState").asString("-") + "/"
                        + row.get("recipientState").asString("-") + " "
                        + row.get("outcome").asString()));
        return rows;
    }

    private List<SteerCohort> steered(CohortId cohort) {
        return topics.read(Topics.ISSUANCE_TASKS, IssuanceTask.class).stream()
                .filter(task ->
                        task instanceof SteerCohort steer && steer.cohortId().equals(cohort))
                .map(SteerCohort.class::cast)
                .toList();
    }

    private HttpResponse<String> upload(String type, byte[] body) {
        return send(request(tenant, "/api/v1/credentials/bulk?badgeId=" + tenant.badge())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private String stored(String id) {
        return database.owner()
                .sql("""
                        select convert_from(string_agg(bytes, null order by number), 'UTF8') as text
                        from cohort_upload_piece where upload_id = ?
                        """)
                .param(UUID.fromString(id))
                .query((row, n) -> row.getString("text"))
                .single();
    }

    private record Event(String id, String name, String data) {}

    /** A reader of server-sent events. */
    private record Stream(HttpClient client, BufferedReader lines) implements AutoCloseable {

        Event next() {
            String id = "";
            String name = "";
            var data = new StringBuilder();
            for (String line; (line = line()) != null; ) {
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(id, name, data.toString());
                }
            }
            throw new AssertionError("the stream ended");
        }

        boolean ends() {
            for (String line; (line = line()) != null; ) {
                if (line.startsWith("data:")) {
                    return false;
                }
            }
            return true;
        }

        private @Nullable String line() {
            try {
                return lines.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private Stream follow(CohortId cohort, @Nullable String last) throws IOException, InterruptedException {
        var request = request(tenant, "/api/v1/bulk-jobs/" + cohort + "/events");
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        var client = HttpClient.newHttpClient();
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        contract().check(answer.request(), answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new Stream(client, new BufferedReader(new InputStreamReader(answer.body(), UTF_8)));
    }
}
