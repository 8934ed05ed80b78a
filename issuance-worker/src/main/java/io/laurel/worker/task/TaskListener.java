package io.laurel.worker.task;

import static io.laurel.worker.failure.Failures.isAway;

import io.laurel.contracts.EncodeAsJwt;
import io.laurel.contracts.GenerateSigningKey;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Messages.UnreadableMessageException;
import io.laurel.contracts.ReplayCommand;
import io.laurel.contracts.RotateSigningKey;
import io.laurel.contracts.SteerCohort;
import io.laurel.contracts.Topics;
import io.laurel.worker.cohort.CohortJobs;
import io.laurel.worker.issuance.Replays;
import io.laurel.worker.jwt.Jwts;
import io.laurel.worker.signing.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hands tasks to whoever does them. Nothing here takes long: what does is only taken note of. A task that fails for a reason
 * of its own is passed over, so that nothing waits behind it for ever; whoever asked can ask again.
 */
@Component
class TaskListener {

    private static final Logger log = LoggerFactory.getLogger(TaskListener.class);

    private final CohortJobs cohorts;
    private final Replays replays;
    private final SigningKeys signingKeys;
    private final Jwts jwts;

    TaskListener(CohortJobs cohorts, Replays replays, SigningKeys signingKeys, Jwts jwts) {
        this.cohorts = cohorts;
        this.replays = replays;
        this.signingKeys = signingKeys;
        this.jwts = jwts;
    }

    @KafkaListener(
            topics = Topics.ISSUANCE_TASKS,
            // A group of its own, so that tasks and commands do not rebalance each other.
            groupId = "issuance-worker.tasks",
            batch = "true")
    void handle(List<byte[]> messages) {
        var imports = new ArrayList<ImportCohort>();
        for (var message : messages) {
            try {
                switch (Messages.read(message, IssuanceTask.class)) {
                    case ImportCohort task -> imports.add(task);
                    case SteerCohort task -> {
                        // What is asked of a cohort follows its upload.
                        cohorts.accept(List.copyOf(imports));
                        imports.clear();
                        cohorts.steer(task);
                    }
                    case ReplayCommand task -> replays.replay(task.command());
                    case GenerateSigningKey task -> signingKeys.generate(task.organizationId());
                    case RotateSigningKey task -> signingKeys.rotate(task.organizationId(), task.requestId());
                    case EncodeAsJwt task -> jwts.encode(task);
                }
            } catch (UnreadableMessageException e) {
                log.error("Skipped a message that is no task", e);
            } catch (RuntimeException e) {
                if (isAway(e)) {
                    throw e;
                }
                log.error("Passed over a task that cannot be done", e);
            }
        }
        cohorts.accept(imports);
    }
}
