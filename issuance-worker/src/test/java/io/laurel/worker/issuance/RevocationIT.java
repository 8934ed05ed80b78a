package io.laurel.worker.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.IssuanceCommand;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.RevokeCredential;
import io.laurel.contracts.Topics;
import io.laurel.openbadges.status.StatusList;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.lifecycle.Revocations;
import io.laurel.worker.signing.SigningKeys;
import io.laurel.workerfleet.Asker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Revocations from the command on its topic to the signed list. */
@RunningWorker
class RevocationIT {

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private IssuanceCycle cycle;

    @Autowired
    private Revocations revocations;

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private Clock clock;

    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", 1_000_000);
        badge = given.badge(organization, null);
        keys.generate(organization);
    }

    @Test
    void aRevocationIsRecordedToldAndOnTheSignedList() {
        var issue = issued("ada@example.com");

        send(revocation(issue, "Issued in error."));

        await().untilAsserted(() -> assertThat(revokedOnSignedLists()).isEqualTo(1));
        assertThat(eventsOf(issue)).singleElement().satisfies(event -> {
            assertThat(event.reason()).isEqualTo("Issued in error.");
            assertThat(event.recipientEmail()).isEqualTo("ada@example.com");
            assertThat(event.badgeId()).isEqualTo(badge);
        });
    }

    @Test
    void theSameRequestAgainTellsTheSameAndAnotherRequestChangesNothing() {
        var issue = issued("ada@example.com");
        var first = revocation(issue, "Issued in error.");

        revocations.run(List.of(first));
        revocations.run(List.of(first));
        revocations.run(List.of(revocation(issue, "Too late.")));

        assertThat(eventsOf(issue)).hasSize(2);
        assertThat(eventsOf(issue).stream().distinct())
                .singleElement()
                .extracting(CredentialRevoked::reason)
                .isEqualTo("Issued in error.");
    }

    @Test
    void twoRequestsOfOneBatchRevokeOnceAndTheFirstOneGivesTheReason() {
        var issue = issued("ada@example.com");

        revocations.run(List.of(revocation(issue, "First."), revocation(issue, "Second.")));

        assertThat(eventsOf(issue))
                .singleElement()
                .extracting(CredentialRevoked::reason)
                .isEqualTo("First.");
    }

    @Test
    void anotherOrganizationsCredentialIsNotRevoked() {
        var issue = issued("ada@example.com");
        var stranger = given.organization("enterprise", null);

        revocations.run(List.of(new RevokeCredential(
                issue.id(), stranger, "ada@example.com", "Mine.", UUID.randomUUID(), clock.instant(), null)));

        assertThat(eventsOf(issue)).isEmpty();
        assertThat(revokedInDatabase()).isZero();
    }

    @Test
    void aRevocationIsAnswered() {
        var issue = issued("ada@example.com");
        var first = revocation(issue, "Issued in error.");

        var outcome = ask(first);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Revoked.class, revoked -> {
            assertThat(revoked.id()).isEqualTo(issue.id());
            assertThat(eventsOf(issue)).singleElement().satisfies(event -> {
                assertThat(event.revokedAt()).isEqualTo(revoked.revokedAt());
                assertThat(event.shortId()).isEqualTo(revoked.shortId());
            });
        });
        assertThat(ask(first)).isEqualTo(outcome);
        assertThat(rejection(ask(revocation(issue, "Too late.")))).isEqualTo(Rejection.ALREADY_REVOKED);
    }

    @Test
    void whatARenewalRevokedIsRevokedAlready() {
        var expiring = given.badge(organization, 730);
        var first = Requests.of(organization, expiring, "ada@example.com");
        cycle.run(List.of(first, Requests.of(organization, expiring, "ada@example.com")));

        assertThat(rejection(ask(revocation(first, "In error.")))).isEqualTo(Rejection.ALREADY_REVOKED);
    }

    @Test
    void whatTheOrganizationOrTheRecipientDoesNotHaveIsNotFound() {
        var issue = issued("ada@example.com");
        var stranger = given.organization("enterprise", null);

        assertThat(rejection(ask(of(stranger, issue.id(), "ada@example.com"))))
                .isEqualTo(Rejection.CREDENTIAL_NOT_FOUND);
        assertThat(rejection(ask(of(organization, issue.id(), "bob@example.com"))))
                .isEqualTo(Rejection.CREDENTIAL_NOT_FOUND);
        assertThat(rejection(ask(of(organization, CredentialId.random(), "ada@example.com"))))
                .isEqualTo(Rejection.CREDENTIAL_NOT_FOUND);
        assertThat(revokedInDatabase()).isZero();
    }

    @Test
    void aStrangersRequestInTheSameBatchDoesNotStandInTheWay() {
        var issue = issued("ada@example.com");
        var stranger = given.organization("enterprise", null);

        revocations.run(List.of(of(stranger, issue.id(), "ada@example.com"), revocation(issue, "Issued in error.")));

        assertThat(revokedInDatabase()).isOne();
    }

    @Test
    void issuingAndRevokingForOneRecipientKeepTheirOrder() {
        var first = Requests.of(organization, badge, "ada@example.com");
        var second = Requests.of(organization, badge, "ada@example.com");
        var third = Requests.of(organization, badge, "ada@example.com");
        send(first);
        send(revocation(first, "Again, please."));
        send(second);
        send(revocation(second, "And again."));
        send(third);

        await().untilAsserted(
                        () -> assertThat(outcomes(first, second, third)).containsExactly("NEW", "REVOKED", "REVOKED"));
        assertThat(revokedInDatabase()).isEqualTo(2);
    }

    @Test
    void tenThousandRevocationsCostAFewSignatures() {
        int many = 10_000;
        var commands = Requests.of(organization, badge, 0, many);
        for (int n = 0; n < many; n += 500) {
            cycle.run(commands.subList(n, n + 500));
        }
        await().untilAsserted(() -> assertThat(changesWaiting()).isZero());
        double before = signatures();

        for (var command : commands) {
            var revocation = revocation(command, "The course was withdrawn.");
            var _ = kafka.send(Topics.ISSUANCE_COMMANDS, revocation.key(), Messages.write(revocation));
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> revokedInDatabase() == many);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(revokedOnSignedLists()).isEqualTo(many));
        // One list, one signature a second while it changes.
        assertThat(signatures() - before).isBetween(1.0, 60.0);
    }

    private IssueCredential issued(String email) {
        var command = Requests.of(organization, badge, email);
        cycle.run(List.of(command));
        return command;
    }

    private void send(IssuanceCommand command) {
        topics.send(Topics.ISSUANCE_COMMANDS, command.key(), command);
    }

    private RevokeCredential revocation(IssueCredential issue, String reason) {
        return new RevokeCredential(
                issue.id(), organization, issue.recipient().email(), reason, UUID.randomUUID(), clock.instant(), null);
    }

    private RevokeCredential of(OrganizationId asking, CredentialId id, String email) {
        return new RevokeCredential(id, asking, email, "Mine.", UUID.randomUUID(), clock.instant(), null);
    }

    private Outcome ask(RevokeCredential command) {
        return new Asker(topics)
                .ask(replyTo -> new RevokeCredential(
                        command.id(),
                        command.organizationId(),
                        command.recipientEmail(),
                        command.reason(),
                        command.requestId(),
                        command.requestedAt(),
                        replyTo));
    }

    private static Rejection rejection(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).reason();
    }

    private double signatures() {
        return metrics.counter("laurel.worker.status-lists.signed").count();
    }

    private List<CredentialRevoked> eventsOf(IssueCredential issue) {
        return topics.read(Topics.CREDENTIAL_EVENTS, CredentialEvent.class).stream()
                .filter(event -> event.credentialId().equals(issue.id()))
                .filter(CredentialRevoked.class::isInstance)
                .map(CredentialRevoked.class::cast)
                .toList();
    }

    private List<String> outcomes(IssueCredential... commands) {
        return Arrays.stream(commands)
                .map(command -> database.owner()
                        .sql("select coalesce(supersession, rejection) from issuance where id = ?")
                        .param(command.id().value())
                        .query(String.class)
                        .optional()
                        .orElse("undecided"))
                .toList();
    }

    private int revokedInDatabase() {
        return count("select count(*) from credential where organization_id = ? and revoked_at is not null");
    }

    private int changesWaiting() {
        return count("select count(*) from status_list_change where organization_id = ?");
    }

    private int count(String sql) {
        return database.owner()
                .sql(sql)
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    private long revokedOnSignedLists() {
        return database
                .owner()
                .sql("select document from status_list where organization_id = ?")
                .param(organization.value())
                .query((row, n) -> row.getString("document"))
                .list()
                .stream()
                .mapToLong(document -> {
                    var list = StatusList.parse(JsonMapper.shared()
                            .readTree(document)
                            .at("/credentialSubject/encodedList")
                            .asString());
                    return IntStream.range(0, list.size())
                            .filter(list::isRevoked)
                            .count();
                })
                .sum();
    }
}
