package io.laurel.workerfleet;

import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.GenerateSigningKey;
import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssuanceReply;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ReplyAddress;
import io.laurel.contracts.Topics;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends commands as the ingress would, and waits for their answers. */
public final class Asker {

    private final TestTopics topics;

    public Asker(TestTopics topics) {
        this.topics = topics;
    }

    public Outcome ask(Function<ReplyAddress, IssuanceCommand> command) {
        var replyTo = new ReplyAddress(5, UUID.randomUUID());
        var asking = command.apply(replyTo);
        topics.send(Topics.ISSUANCE_COMMANDS, asking.key(), asking);
        var answer = new ArrayList<Outcome>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            topics.read(Topics.ISSUANCE_REPLIES, IssuanceReply.class).stream()
                    .filter(reply -> reply.correlation().equals(replyTo.correlation()))
                    .map(IssuanceReply::outcome)
                    .forEach(answer::add);
            return !answer.isEmpty();
        });
        return answer.getFirst();
    }

    /** Has the organization's signing key made; returns when it is there. */
    public void makeSigningKey(OrganizationId organization, TestDatabase database) {
        var task = new GenerateSigningKey(organization);
        topics.send(Topics.ISSUANCE_TASKS, task.key(), task);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.owner()
                        .sql("select exists (select from signing_key where organization_id = ?)")
                        .param(organization.value())
                        .query(Boolean.class)
                        .single());
    }

    /** Asks for a credential. */
    public Outcome issue(OrganizationId organization, BadgeId badge, String email) {
        return ask(replyTo -> issuance(organization, badge, email, replyTo));
    }

    public static IssueCredential issuance(
            OrganizationId organization, BadgeId badge, String email, @Nullable ReplyAddress replyTo) {
        return new IssueCredential(
                CredentialId.random(),
                organization,
                badge,
                new Recipient("Ada O’Brien", email),
                null,
                true,
                Instant.EPOCH,
                null,
                null,
                replyTo);
    }

    /** All that was told of a credential so far, in order. */
    public List<CredentialEvent> eventsOf(CredentialId credential) {
        return topics.read(Topics.CREDENTIAL_EVENTS, CredentialEvent.class).stream()
                .filter(event -> event.credentialId().equals(credential))
                .toList();
    }
}
