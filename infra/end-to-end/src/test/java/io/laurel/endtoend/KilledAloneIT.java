package io.laurel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One process is killed in the middle of a cohort, all others go on, and the launcher starts another in its place. */
class KilledAloneIT {

    private static final int ROWS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Laurel laurel = Laurel.running();

    @ParameterizedTest
    @ValueSource(strings = {"notifier", "kafka", "postgres"})
    void aCohortEndsRight(String victim) throws Exception {
        var domain = victim + ".example.com";
        var job = laurel.submit(laurel.variable("LAUREL_BADGE_ID"), CohortCrashIT.csv(domain, ROWS));
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> successful(job) > 0);
        assertThat(successful(job)).as("decided at the kill: not yet all").isLessThan(ROWS);
        var killed = laurel.process(victim);
        assertThat(killed.destroyForcibly()).isTrue();
        killed.onExit().join();

        await().ignoreExceptions()
                .atMost(PATIENCE)
                .until(() -> laurel.getAsOrganization(job + "/reconciliation"), CohortCrashIT::balanced);

        assertThat(laurel.process(victim).pid()).isNotEqualTo(killed.pid());
        var state = laurel.getAsOrganization(job);
        assertThat(state.get("status").asString()).isEqualTo("completed");
        assertThat(state.get("successful").asInt()).isEqualTo(ROWS);
        assertThat(distinct(laurel.results(job), "credentialId")).isEqualTo(ROWS);
        CohortCrashIT.theQuotaIsExact(laurel);
        // What the mailbox had taken when the notifier, or its row, was lost may come once more, as the same message.
        var mails = laurel.mails(domain);
        assertThat(distinct(mails, "to")).isEqualTo(ROWS);
        assertThat(distinct(mails, "messageId")).isEqualTo(ROWS);
    }

    private static int distinct(List<JsonNode> nodes, String name) {
        return nodes.stream()
                .map(node -> node.get(name).asString())
                .collect(Collectors.toSet())
                .size();
    }

    private int successful(String job) throws Exception {
        return laurel.getAsOrganization(job).get("successful").asInt();
    }
}
