package io.laurel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.localstack.RunningStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every process is gone at once in the middle of a cohort: database, broker, mailbox and all services. */
class PowerCutIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String DOMAIN = "dark.example.com";

    @Test
    void aCohortEndsRightAfterAPowerCut(@TempDir Path data) throws Exception {
        var job = cutOff(data);
        try (var stack = RunningStack.start(data)) {
            var laurel = new Laurel(stack);
            await().atMost(PATIENCE)
                    .until(() -> laurel.getAsOrganization(job + "/reconciliation"), CohortCrashIT::balanced);
            var state = laurel.getAsOrganization(job);
            assertThat(state.get("status").asString()).isEqualTo("completed");
            assertThat(state.get("successful").asInt()).isEqualTo(CohortCrashIT.ROWS);
            // What a server had taken when the notifier died may come once more, as the same message.
            var mails = laurel.mails(DOMAIN);
            assertThat(mails.stream().map(mail -> mail.get("to")).collect(Collectors.toSet()))
                    .hasSize(CohortCrashIT.ROWS);
            assertThat(mails.stream().map(mail -> mail.get("messageId")).collect(Collectors.toSet()))
                    .hasSize(CohortCrashIT.ROWS);
        }
    }

    /** Starts a cohort and lets the power go when some of it is issued; answers the path of its job. */
    private static String cutOff(Path data) throws Exception {
        try (var stack = RunningStack.start(data)) {
            var laurel = new Laurel(stack);
            var job = laurel.submit(laurel.variable("LAUREL_BADGE_ID"), CohortCrashIT.csv(DOMAIN));
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> laurel.getAsOrganization(job).get("successful").asInt() > 0);
            stack.cutPower();
            return job;
        }
    }
}
