package io.laurel.worker.task;

import io.laurel.contracts.GenerateSigningKey;
import io.laurel.contracts.ImportCohort;
import io.laurel.contracts.IssuanceTask;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Messages.UnreadableMessageException;
import io.laurel.contracts.Topics;
import io.laurel.worker.cohort.CohortJobs;
import io.laurel.worker.signing.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hands tasks to whoever does them. Nothing here takes long: what does is only taken note of. */
@Component
class TaskListener {

    private static final Logger log = LoggerFactory.getLogger(TaskListener.class);

    private final CohortJobs cohorts;
    private final SigningKeys signingKeys;

    TaskListener(CohortJobs cohorts, SigningKeys signingKeys) {
        this.cohorts = cohorts;
        this.signingKeys = signingKeys;
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
                    case GenerateSigningKey task -> signingKeys.generate(task.organizationId());
                }
            } catch (UnreadableMessageException e) {
                log.error("Skipped a message that is no task", e);
            }
        }
        cohorts.accept(imports);
    }
}
