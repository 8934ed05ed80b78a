package io.laurel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.openbadges.baking.Unbaker;
import io.laurel.openbadges.proof.ProofResult;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CohortCrashIT {

    static final int ROWS = 5000;
    private static final String DOMAIN = "cohort.example.com";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Laurel laurel = Laurel.running();

    @Test
    void aWorkerKilledInTheMiddleLosesNothingAndRepeatsNothing() throws Exception {
        var job = laurel.submit(laurel.variable("LAUREL_BADGE_ID"), csv());
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> successful(job) > 0);
        var killed = kill("worker");
        int atTheKill = successful(job);
        assertThat(atTheKill)
                .as("decided when the worker was killed: not yet all")
                .isLessThan(ROWS);

        // The launcher starts another worker, which goes on by itself.
        await().atMost(PATIENCE).until(() -> status(job).equals("completed"));
        assertThat(laurel.process("worker").pid()).isNotEqualTo(killed.pid());
        await().atMost(PATIENCE)
                .until(() -> laurel.getAsOrganization(job + "/reconciliation"), CohortCrashIT::balanced);

        everyRowIsOneCredential(job);
        everyoneHasOneMail();
        theQuotaIsExact(laurel);
        aSampleVerifies(job);
    }

    /** Whoever asks for the state meanwhile is answered by nobody for a while; the cohort needs no ingress. */
    @Test
    void anIngressKilledMeanwhileIsNotMissed() throws Exception {
        var job = laurel.submit(laurel.variable("LAUREL_BADGE_ID"), csv("door.example.com"));
        kill("ingress");
        await().ignoreExceptions().atMost(PATIENCE).until(() -> status(job).equals("completed"));
        await().atMost(PATIENCE)
                .until(() -> laurel.getAsOrganization(job + "/reconciliation"), CohortCrashIT::balanced);
        assertThat(laurel.mailsByAddress("door.example.com").values())
                .hasSize(ROWS)
                .containsOnly(1);
    }

    private ProcessHandle kill(String service) throws IOException {
        var killed = laurel.process(service);
        assertThat(killed.destroyForcibly()).isTrue();
        killed.onExit().join();
        return killed;
    }

    static boolean balanced(JsonNode reconciliation) {
        return reconciliation.get("balanced").asBoolean();
    }

    private void everyRowIsOneCredential(String job) throws Exception {
        var state = laurel.getAsOrganization(job);
        assertThat(counts(state))
                .isEqualTo(Map.of("total", ROWS, "successful", ROWS, "failed", 0, "skipped", 0, "invalid", 0));
        var results = laurel.results(job);
        assertThat(results).hasSize(ROWS);
        var credentials = new HashSet<String>();
        results.forEach(row -> credentials.add(row.get("credentialId").asString()));
        assertThat(credentials).hasSize(ROWS);
    }

    private void everyoneHasOneMail() throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(laurel.mailsByAddress(DOMAIN)).hasSize(ROWS));
        assertThat(laurel.mailsByAddress(DOMAIN).values()).containsOnly(1);
    }

    /** Everyone who holds a credential counts once against the month's quota, and nobody else does. */
    static void theQuotaIsExact(Laurel laurel) throws Exception {
        var organization = laurel.variable("LAUREL_ORG_ID");
        int holders = laurel.count(
                "select count(distinct recipient_email) from credential where organization_id = ?::uuid", organization);
        assertThat(holders).isPositive();
        assertThat(laurel.count("select sum(used) from quota_counter where organization_id = ?::uuid", organization))
                .isEqualTo(holders);
        assertThat(laurel.count("select count(*) from quota_usage where organization_id = ?::uuid", organization))
                .isEqualTo(holders);
    }

    private void aSampleVerifies(String job) throws Exception {
        List<JsonNode> results = laurel.results(job);
        for (int row = 0; row < ROWS; row += ROWS / 10) {
            var id = results.get(row).get("credentialId").asString();
            assertThat(laurel.get("/api/verify/" + id)
                            .at("/verification/signatureValid")
                            .asBoolean())
                    .isTrue();
            var baked = laurel.getBytes("/api/credentials/" + id + "/baked");
            assertThat(Proofs.check(Unbaker.extract(baked).orElseThrow(), laurel))
                    .isInstanceOf(ProofResult.Valid.class);
        }
    }

    private int successful(String job) throws IOException, InterruptedException {
        return laurel.getAsOrganization(job).get("successful").asInt();
    }

    private String status(String job) throws IOException, InterruptedException {
        return laurel.getAsOrganization(job).get("status").asString();
    }

    private static Map<String, Integer> counts(JsonNode state) {
        return List.of("total", "successful", "failed", "skipped", "invalid").stream()
                .collect(Collectors.toMap(name -> name, name -> state.get(name).asInt()));
    }

    private static String csv() {
        return csv(DOMAIN);
    }

    static String csv(String domain) {
        return csv(domain, ROWS);
    }

    static String csv(String domain, int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(row -> "Pérson %d 王,person%d@%s".formatted(row, row, domain))
                .collect(Collectors.joining("\n", "name,email\n", "\n"));
    }
}
