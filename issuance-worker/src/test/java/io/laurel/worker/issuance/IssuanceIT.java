package io.laurel.worker.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CohortRow;
import io.laurel.contracts.CredentialEvent;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.IssuanceReply;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.ReplayCommand;
import io.laurel.contracts.ReplyAddress;
import io.laurel.contracts.Supersession;
import io.laurel.contracts.Topics;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.proof.DataIntegrityVerifier;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.status.StatusList;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The cycle from the command on its topic to the recorded credential, its events and its answer. */
@RunningWorker
class IssuanceIT {

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
    private Clock clock;

    private OrganizationId organization;
    private BadgeId expiring;
    private BadgeId permanent;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", 1_000);
        expiring = given.badge(organization, 730);
        permanent = given.badge(organization, null);
        keys.generate(organization);
    }

    @Test
    void aCommandBecomesOneSignedCredentialAnEventAndAnAnswer() {
        var command = command(expiring, "ada@example.com");
        var reply = sendAndAwait(command);

        assertThat(reply).isInstanceOfSatisfying(Outcome.Issued.class, issued -> {
            assertThat(issued.id()).isEqualTo(command.id());
            assertThat(issued.supersession()).isEqualTo(Supersession.NEW);
            assertThat(issued.expiresAt()).isEqualTo(issued.issuedAt().plus(Duration.ofDays(730)));
            assertThat(eventsOf(command)).singleElement().isInstanceOfSatisfying(CredentialIssued.class, event -> {
                assertThat(event.shortId()).isEqualTo(issued.shortId());
                assertThat(event.recipient()).isEqualTo(command.recipient());
                assertThat(event.supersedes()).isNull();
            });
        });
        assertThat(proofOf(document(command))).isInstanceOf(ProofResult.Valid.class);
    }

    @Test
    void aRedeliveredBatchIssuesNothingNewAndTellsTheSame() {
        var commands = IntStream.range(0, 20)
                .mapToObj(n -> command(n % 2 == 0 ? expiring : permanent, "r" + n % 10 + "@example.com"))
                .toList();
        cycle.run(commands);
        var credentials = credentials();
        var events = eventsOf(commands.toArray(IssueCredential[]::new));

        cycle.run(commands);

        assertThat(credentials()).isEqualTo(credentials);
        assertThat(quotaUsed()).isEqualTo(10);
        var again = eventsOf(commands.toArray(IssueCredential[]::new));
        assertThat(again).hasSize(2 * events.size());
        assertThat(again.stream().distinct().toList()).containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void aRenewalRevokesWhatItFollowsAndLinksBothWays() {
        var first = command(expiring, "ada@example.com");
        var second = command(expiring, "ada@example.com");
        cycle.run(List.of(first));
        cycle.run(List.of(second));

        var old = credential(first);
        var renewed = credential(second);
        assertThat(old.supersededBy()).isEqualTo(second.id().value());
        assertThat(old.revoked()).isTrue();
        assertThat(renewed.supersedes()).isEqualTo(first.id().value());
        assertThat(renewed.revoked()).isFalse();
        assertThat(eventsOf(first, second))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactlyInAnyOrder("CredentialIssued", "CredentialRevoked", "CredentialIssued");
        assertThat(eventsOf(first).stream().filter(CredentialRevoked.class::isInstance))
                .singleElement()
                .extracting(CredentialEvent::credentialId)
                .isEqualTo(first.id());
    }

    @Test
    void renewalsWithinOneBatchAreOneChain() {
        var chain = IntStream.range(0, 4)
                .mapToObj(n -> command(expiring, "ada@example.com"))
                .toList();
        cycle.run(chain);
        for (int n = 0; n < 3; n++) {
            assertThat(credential(chain.get(n)).supersededBy())
                    .isEqualTo(chain.get(n + 1).id().value());
            assertThat(credential(chain.get(n)).revoked()).isTrue();
        }
        assertThat(credential(chain.get(3)).revoked()).isFalse();
        assertThat(quotaUsed()).isEqualTo(1);
    }

    @Test
    void aPermanentBadgeIsIssuedOnceToAnyone() {
        var first = sendAndAwait(command(permanent, "ada@example.com"));
        var second = sendAndAwait(command(permanent, "ada@example.com"));
        assertThat(first).isInstanceOf(Outcome.Issued.class);
        assertThat(rejection(second)).isEqualTo(Rejection.ACTIVE_NON_EXPIRING);
    }

    @Test
    void theQuotaIsExactAndAKnownRecipientCostsNothing() {
        setQuota(5);
        cycle.run(IntStream.range(0, 8)
                .mapToObj(n -> command(permanent, "r" + n + "@example.com"))
                .toList());
        assertThat(credentials()).hasSize(5);
        assertThat(quotaUsed()).isEqualTo(5);
        assertThat(rejection(sendAndAwait(command(expiring, "r7@example.com")))).isEqualTo(Rejection.OVER_QUOTA);
        assertThat(sendAndAwait(command(expiring, "r0@example.com"))).isInstanceOf(Outcome.Issued.class);
    }

    @Test
    void theQuotaIsExactWhenWorkersRace() throws InterruptedException {
        setQuota(500);
        var racers = IntStream.range(0, 4)
                .mapToObj(worker -> Thread.ofVirtual().unstarted(() -> {
                    for (int batch = 0; batch < 5; batch++) {
                        int from = (worker * 5 + batch) * 30;
                        cycle.run(IntStream.range(from, from + 30)
                                .mapToObj(n -> command(permanent, "r" + n + "@example.com"))
                                .toList());
                    }
                }))
                .toList();
        racers.forEach(Thread::start);
        for (var racer : racers) {
            racer.join();
        }
        assertThat(credentials()).hasSize(500);
        assertThat(quotaUsed()).isEqualTo(500);
    }

    @Test
    void workersThatRaceForOneHolderIssueOneCredential() throws InterruptedException {
        var racers = IntStream.range(0, 8)
                .mapToObj(worker ->
                        Thread.ofVirtual().unstarted(() -> cycle.run(List.of(command(permanent, "ada@example.com")))))
                .toList();
        racers.forEach(Thread::start);
        for (var racer : racers) {
            racer.join();
        }
        assertThat(credentials()).hasSize(1);
    }

    @Test
    void anIdempotencyKeyWithOtherContentIsToldSo() {
        var id = CredentialId.ofIdempotencyKey(organization, "order-1");
        assertThat(sendAndAwait(named(id, "one"))).isInstanceOf(Outcome.Issued.class);
        assertThat(rejection(sendAndAwait(named(id, "two")))).isEqualTo(Rejection.IDEMPOTENCY_MISMATCH);
        assertThat(sendAndAwait(named(id, "one"))).isInstanceOf(Outcome.Issued.class);
        assertThat(credentials()).hasSize(1);
    }

    @Test
    void aStatusListIsSignedForTheFirstCredentialAndAgainForARevocation() {
        var first = command(expiring, "ada@example.com");
        cycle.run(List.of(first));
        await().untilAsserted(() -> assertThat(revokedOnSignedList(first)).contains(false));
        cycle.run(List.of(command(expiring, "ada@example.com")));
        await().untilAsserted(() -> assertThat(revokedOnSignedList(first)).contains(true));
    }

    private Optional<Boolean> revokedOnSignedList(IssueCredential command) {
        return one("""
                        select l.document, c.status_index from credential c
                        join status_list l on l.organization_id = c.organization_id and l.number = c.status_list
                        where c.id = ?
                        """, command)
                .query((row, number) -> {
                    var document = row.getString("document");
                    assertThat(proofOf(document.getBytes(UTF_8))).isInstanceOf(ProofResult.Valid.class);
                    var encoded = JsonMapper.shared().readTree(document).at("/credentialSubject/encodedList");
                    return StatusList.parse(encoded.asString()).isRevoked(row.getInt("status_index"));
                })
                .optional();
    }

    @Test
    void theRowsOfACohortAreTalliedOnce() {
        var cohort = new CohortId(UUID.randomUUID());
        cycle.run(List.of(command(expiring, "known@example.com"), command(permanent, "held@example.com")));
        var rows = List.of(
                row(cohort, 1, expiring, "new@example.com"),
                row(cohort, 2, expiring, "known@example.com"),
                row(cohort, 3, permanent, "held@example.com"),
                row(cohort, 4, new BadgeId(UUID.randomUUID()), "none@example.com"));
        cycle.run(rows);
        cycle.run(rows);
        assertThat(database.owner()
                        .sql("select issued, renewed, skipped, failed from cohort_tally where cohort_id = ?")
                        .param(cohort.value())
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("issued", 1, "renewed", 1, "skipped", 1, "failed", 1));
    }

    @Test
    void whatIsNotACommandIsSetAsideAndHoldsNothingUp() {
        var before = topics.read(Topics.ISSUANCE_COMMANDS_DLT, Map.class).size();
        topics.sendBytes(Topics.ISSUANCE_COMMANDS, "x", "{\"type\":\"Nonsense\"}".getBytes(UTF_8));
        assertThat(sendAndAwait(command(expiring, "ada@example.com"))).isInstanceOf(Outcome.Issued.class);
        await().untilAsserted(() ->
                assertThat(topics.read(Topics.ISSUANCE_COMMANDS_DLT, Map.class)).hasSize(before + 1));
    }

    @Test
    void aCommandThatCannotBeHandledEndsAloneAndIsKept() {
        website("not a URL");
        var broken = command(expiring, "ada@example.com");
        var healthy = given.organization("enterprise", null);
        keys.generate(healthy);
        var fine = new IssueCredential(
                CredentialId.random(),
                healthy,
                given.badge(healthy, null),
                new Recipient("Ada", "ada@example.com"),
                null,
                true,
                Instant.EPOCH,
                null,
                null,
                null);
        topics.send(Topics.ISSUANCE_COMMANDS, "same", broken);
        topics.send(Topics.ISSUANCE_COMMANDS, "same", fine);
        await().untilAsserted(() -> assertThat(outcomeOf(broken)).contains("INTERNAL_ERROR"));
        await().untilAsserted(() -> assertThat(outcomeOf(fine)).contains("issued"));
        assertThat(topics.read(Topics.ISSUANCE_COMMANDS_DLT, Map.class))
                .anySatisfy(letter ->
                        assertThat(letter.get("id")).isEqualTo(broken.id().toString()));
    }

    @Test
    void aCommandThatWasGivenUpIsReplayedWhenItsReasonIsGone() {
        website("not a URL");
        var command = command(expiring, "ada@example.com");
        topics.send(Topics.ISSUANCE_COMMANDS, command.key(), command);
        await().untilAsserted(() -> assertThat(outcomeOf(command)).contains("INTERNAL_ERROR"));
        website("https://example.com");
        var replay = new ReplayCommand(command);

        topics.send(Topics.ISSUANCE_TASKS, replay.key(), replay);
        await().untilAsserted(() -> assertThat(outcomeOf(command)).contains("issued"));
        topics.send(Topics.ISSUANCE_TASKS, replay.key(), replay);
        await().untilAsserted(() -> assertThat(eventsOf(command)).hasSize(2));
        assertThat(eventsOf(command).stream().distinct()).hasSize(1);
        assertThat(credentials()).hasSize(1);
    }

    private void website(String website) {
        database.owner()
                .sql("update organization set website = ? where id = ?")
                .params(website, organization.value())
                .update();
    }

    private Optional<String> outcomeOf(IssueCredential command) {
        return database.owner()
                .sql("select coalesce(rejection, 'issued') from issuance where id = ?")
                .param(command.id().value())
                .query(String.class)
                .optional();
    }

    private void setQuota(int recipients) {
        database.owner()
                .sql("update organization set contracted_monthly_recipients = ? where id = ?")
                .params(recipients, organization.value())
                .update();
    }

    private int quotaUsed() {
        return database.owner()
                .sql("""
                        select used from quota_counter where organization_id = ?
                            and used = (select count(*) from quota_usage u where u.organization_id = quota_counter.organization_id)
                        """)
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    private List<Map<String, @Nullable Object>> credentials() {
        return database.owner()
                .sql("select * from credential where organization_id = ? order by id")
                .param(organization.value())
                .query()
                .listOfRows();
    }

    private record Row(@Nullable UUID supersedes, @Nullable UUID supersededBy, boolean revoked) {}

    private Row credential(IssueCredential command) {
        return one(
                        "select supersedes_id, superseded_by_id, revoked_at is not null as revoked from credential where id = ?",
                        command)
                .query((row, number) -> new Row(
                        row.getObject("supersedes_id", UUID.class),
                        row.getObject("superseded_by_id", UUID.class),
                        row.getBoolean("revoked")))
                .single();
    }

    private byte[] document(IssueCredential command) {
        return one("select document from credential where id = ?", command)
                .query(String.class)
                .single()
                .getBytes(UTF_8);
    }

    private JdbcClient.StatementSpec one(String sql, IssueCredential command) {
        return database.owner().sql(sql).param(command.id().value());
    }

    private ProofResult proofOf(byte[] document) {
        KeyResolver keys = KeyResolver.of(method -> {
            var text = method.toString();
            return database.owner()
                    .sql("select public_key_multibase from signing_key where id = ?")
                    .param(UUID.fromString(text.substring(text.indexOf("#key-") + 5)))
                    .query(String.class)
                    .optional();
        });
        return new DataIntegrityVerifier(keys).verifyCredential(document, Instant.now());
    }

    private List<CredentialEvent> eventsOf(IssueCredential... commands) {
        var ids = Arrays.stream(commands).map(IssueCredential::id).toList();
        return topics.read(Topics.CREDENTIAL_EVENTS, CredentialEvent.class).stream()
                .filter(event -> ids.contains(event.credentialId()))
                .toList();
    }

    private Outcome sendAndAwait(IssueCredential command) {
        var correlation = UUID.randomUUID();
        var asking = new IssueCredential(
                command.id(),
                command.organizationId(),
                command.badgeId(),
                command.recipient(),
                command.evidenceUrl(),
                command.isPublic(),
                command.requestedAt(),
                command.fingerprint(),
                command.cohortRow(),
                new ReplyAddress(3, correlation));
        topics.send(Topics.ISSUANCE_COMMANDS, asking.key(), asking);
        var answer = new ArrayList<Outcome>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            topics.read(Topics.ISSUANCE_REPLIES, IssuanceReply.class).stream()
                    .filter(reply -> reply.correlation().equals(correlation))
                    .map(IssuanceReply::outcome)
                    .forEach(answer::add);
            return !answer.isEmpty();
        });
        return answer.getFirst();
    }

    private static Rejection rejection(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).reason();
    }

    private IssueCredential command(BadgeId badge, String email) {
        return command(CredentialId.random(), badge, email, null, null);
    }

    private IssueCredential named(CredentialId id, String fingerprint) {
        return command(id, expiring, "ada@example.com", fingerprint, null);
    }

    private IssueCredential row(CohortId cohort, int row, BadgeId badge, String email) {
        return command(CredentialId.ofCohortRow(cohort, row, 0), badge, email, null, new CohortRow(cohort, row));
    }

    private IssueCredential command(
            CredentialId id, BadgeId badge, String email, @Nullable String fingerprint, @Nullable CohortRow row) {
        return new IssueCredential(
                id,
                organization,
                badge,
                new Recipient("Ada O’Brien", email),
                null,
                true,
                clock.instant(),
                fingerprint,
                row,
                null);
    }
}
