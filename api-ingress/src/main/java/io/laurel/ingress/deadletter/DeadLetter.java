package io.laurel.ingress.deadletter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.Messages.UnreadableMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A command that could not be handled, as it lies in the topic.
 *
 * @param offset its number there
 * @param reason what the worker could not do
 * @param type of the command; null where it cannot be read, and cannot be replayed
 * @param cohortId the cohort whose row it is; then the cohort is retried instead
 * @param text the message itself
 */
record DeadLetter(
        long offset,
        Instant givenUpAt,
        @Nullable String reason,
        @Nullable String type,
        @Nullable UUID id,
        @Nullable UUID organizationId,
        @Nullable UUID cohortId,
        String text,
        @JsonIgnore @Nullable IssuanceCommand command) {

    static DeadLetter of(ConsumerRecord<String, byte[]> message) {
        var command = command(message.value());
        var reason = message.headers().lastHeader("reason");
        var cohort = command instanceof IssueCredential issue && issue.cohortRow() != null
                ? issue.cohortRow().cohortId()
                : null;
        return new DeadLetter(
                message.offset(),
                Instant.ofEpochMilli(message.timestamp()),
                reason == null ? null : text(reason.value()),
                command == null ? null : command.getClass().getSimpleName(),
                command == null ? null : command.id().value(),
                command == null ? null : command.organizationId().value(),
                cohort == null ? null : cohort.value(),
                text(message.value()),
                command);
    }

    private static @Nullable IssuanceCommand command(byte[] message) {
        try {
            return Messages.read(message, IssuanceCommand.class);
        } catch (UnreadableMessageException e) {
            return null;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
