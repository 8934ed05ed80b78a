package io.laurel.worker.issuance;

import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Puts commands that were given up on their road again. The failure is forgotten before the command is sent: a crash between
 * the two repeats the task, and a command that has ended otherwise meanwhile is only told again.
 */
@Component
public class Replays {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    private final JdbcClient database;
    private final KafkaTemplate<String, byte[]> kafka;

    Replays(JdbcClient database, KafkaTemplate<String, byte[]> kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    public void replay(IssuanceCommand command) {
        if (command instanceof IssueCredential issue) {
            if (issue.cohortRow() != null) {
                log.atWarn()
                        .addKeyValue("id", command.id())
                        .log("A cohort's row is not replayed: its cohort is retried");
                return;
            }
            database.sql("delete from issuance where id = ? and rejection = ?")
                    .params(command.id().value(), Rejection.INTERNAL_ERROR.name())
                    .update();
        }
        kafka.send(Topics.ISSUANCE_COMMANDS, command.key(), Messages.write(command))
                .join();
        log.atInfo().addKeyValue("id", command.id()).log("A command that was given up is on its road again");
    }
}
