package io.laurel.worker.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.CohortRow;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.Topics;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.worker.RunningWorker;
import io.laurel.worker.signing.SigningKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

/** The rows of cohorts on a road of their own, beside that of the requests that somebody waits for. */
@RunningWorker
class CohortRowsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    private final CohortId cohort = new CohortId(UUID.randomUUID());
    private OrganizationId organization;
    private BadgeId badge;

    @BeforeEach
    void prepare() {
        organization = given.organization("enterprise", null);
        badge = given.badge(organization, 730);
        keys.generate(organization);
    }

    @Test
    void aSingleRequestIsDecidedWhileEveryThreadOfTheRowsIsBusy() throws SQLException {
        awaitPartitionsOfEveryThread();
        var rows = IntStream.rangeClosed(1, 200).mapToObj(this::row).toList();
        var single = Requests.of(organization, badge, "single@example.com");
        try (var holding = transaction();
                var lock = holding.prepareStatement("select pg_advisory_xact_lock(cohort_lock(?))")) {
            lock.setObject(1, cohort.value());
            lock.execute();
            rows.forEach(row -> send(Topics.ISSUANCE_COHORT_ROWS, row));
            // One for each thread that there is by default.
            awaitWaiting(2);

            send(Topics.ISSUANCE_COMMANDS, single);

            awaitOutcomes(List.of(single), Map.of("NEW", 1));
            assertThat(outcomes(rows)).isEmpty();
            holding.rollback();
        }
        awaitOutcomes(rows, Map.of("NEW", 200));
    }

    /** The release before sends rows to the topic of the single requests, and may send again what this one has sent. */
    @Test
    void aRowThatComesOnBothRoadsIsDecidedOnce() {
        var letters = letters();
        var rows = IntStream.rangeClosed(1, 300).mapToObj(this::row).toList();
        rows.forEach(row -> {
            send(Topics.ISSUANCE_COMMANDS, row);
            send(Topics.ISSUANCE_COHORT_ROWS, row);
        });

        awaitOutcomes(rows, Map.of("NEW", 300));
        assertThat(tallied()).isEqualTo(300);
        assertThat(letters()).isEqualTo(letters);
        assertThat(database.owner()
                        .sql("select count(*) from credential where organization_id = ?")
                        .param(organization.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(300);
    }

    @Test
    void aRowThatCannotBeHandledEndsAloneAndIsKept() {
        var letters = letters();
        database.owner()
                .sql("update organization set website = 'not a URL' where id = ?")
                .param(organization.value())
                .update();
        topics.sendBytes(Topics.ISSUANCE_COHORT_ROWS, "x", "{\"type\":\"Nonsense\"}".getBytes(UTF_8));
        send(Topics.ISSUANCE_COHORT_ROWS, row(1));

        awaitOutcomes(List.of(row(1)), Map.of("INTERNAL_ERROR", 1));
        await().atMost(SOON).until(() -> letters() == letters + 2);
    }

    /** Whoever dies between the two has lost nothing. */
    @Test
    void aRowThatCannotBeHandledIsKeptBeforeItEnds() throws SQLException {
        var letters = letters();
        database.owner()
                .sql("update organization set website = 'not a URL' where id = ?")
                .param(organization.value())
                .update();
        try (var holding = transaction();
                var lock = holding.prepareStatement("select pg_advisory_xact_lock(cohort_lock(?))")) {
            lock.setObject(1, cohort.value());
            lock.execute();
            send(Topics.ISSUANCE_COHORT_ROWS, row(1));

            await().atMost(SOON).until(() -> letters() == letters + 1);
            assertThat(outcomes(List.of(row(1)))).isEmpty();
            holding.rollback();
        }
        awaitOutcomes(List.of(row(1)), Map.of("INTERNAL_ERROR", 1));
    }

    @Test
    void aMessageThatCannotBeReadIsKeptOnceHoweverOftenItsNeighboursAreRepeated() {
        var letters = letters();
        refuseReservations();
        awaitPartitionsOfEveryThread();
        // So that both come in one poll. Stopped and started, threads that join late would have the poll come once
        // more.
        var containers = listeners.getListenerContainers();
        containers.forEach(MessageListenerContainer::pause);
        await().atMost(SOON).until(() -> containers.stream().allMatch(MessageListenerContainer::isContainerPaused));
        topics.sendBytes(Topics.ISSUANCE_COHORT_ROWS, row(1).key(), "{\"type\":\"Nonsense\"}".getBytes(UTF_8));
        send(Topics.ISSUANCE_COHORT_ROWS, row(1));
        containers.forEach(MessageListenerContainer::resume);

        await().atMost(SOON)
                .until(() -> database.owner()
                                .sql("select last_value from refusals")
                                .query(Integer.class)
                                .single()
                        > 4);
        database.owner().sql("drop trigger refuse on quota_usage").update();

        topics.send(Topics.ISSUANCE_COHORT_ROWS, row(1).key(), row(2));
        awaitOutcomes(List.of(row(1), row(2)), Map.of("NEW", 2));
        assertThat(letters()).isEqualTo(letters + 1);
    }

    /** As a database whose disk is full: an administrator mends that, not another message. */
    private void refuseReservations() {
        database.owner().sql("create sequence refusals").update();
        database.owner().sql("""
                        create function refuse() returns trigger language plpgsql security definer as $$
                        begin
                            perform nextval('refusals');
                            raise exception 'could not extend file' using errcode = 'disk_full';
                        end $$
                        """).update();
        database.owner()
                .sql("create trigger refuse before insert on quota_usage execute function refuse()")
                .update();
    }

    /** Between the look at the credential that a row is to follow and the record of it, someone else revokes that credential. */
    @Test
    void aRowFollowsACredentialAsItIsAndNotAsItWasLookedUp() throws SQLException {
        var first = Requests.of(organization, badge, "person1@example.com");
        send(Topics.ISSUANCE_COMMANDS, first);
        awaitOutcomes(List.of(first), Map.of("NEW", 1));
        try (var revoking = transaction();
                var statement = revoking.prepareStatement(
                        "update credential set revoked_at = now(), revocation_reason = 'mine' where id = ?")) {
            statement.setObject(1, first.id().value());
            statement.execute();
            send(Topics.ISSUANCE_COHORT_ROWS, row(1));
            awaitWaiting(1);
            revoking.commit();
        }
        awaitOutcomes(List.of(row(1)), Map.of("REVOKED", 1));
        assertThat(database.owner()
                        .sql("select revocation_reason from credential where id = ? and superseded_by_id = ?")
                        .params(first.id().value(), row(1).id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("mine");
    }

    private Connection transaction() throws SQLException {
        var connection = database.as(Schema.Role.WORKER).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** A thread that is busy already would keep one that has none yet from getting any. */
    private void awaitPartitionsOfEveryThread() {
        await().atMost(SOON)
                .until(() -> listeners.getListenerContainers().stream()
                        .flatMap(listener ->
                                ((ConcurrentMessageListenerContainer<?, ?>) listener).getContainers().stream())
                        .allMatch(thread -> !Objects.requireNonNullElse(thread.getAssignedPartitions(), List.of())
                                .isEmpty()));
    }

    /** Until so many of the worker's transactions wait for somebody's lock. */
    private void awaitWaiting(int transactions) {
        await().atMost(SOON)
                .until(() -> database.owner().sql("""
                                        select count(*) from pg_stat_activity
                                        where datname = current_database() and wait_event_type = 'Lock'
                                        """).query(Integer.class).single() == transactions);
    }

    private void awaitOutcomes(List<IssueCredential> commands, Map<String, Integer> expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(outcomes(commands)).isEqualTo(expected));
    }

    private Map<String, Integer> outcomes(List<IssueCredential> commands) {
        return database
                .owner()
                .sql("select coalesce(rejection, supersession) as outcome from issuance where id = any (?)")
                .param(commands.stream().map(command -> command.id().value()).toArray(UUID[]::new))
                .query((row, n) -> row.getString("outcome"))
                .list()
                .stream()
                .collect(Collectors.toMap(outcome -> outcome, outcome -> 1, Integer::sum));
    }

    private int tallied() {
        return database.owner()
                .sql(
                        "select coalesce(sum(issued + renewed + skipped + failed), 0) from cohort_tally where cohort_id = ?")
                .param(cohort.value())
                .query(Integer.class)
                .single();
    }

    private long letters() {
        return topics.read(Topics.ISSUANCE_COMMANDS_DLT, Map.class).size();
    }

    private void send(String topic, IssueCredential command) {
        topics.send(topic, command.key(), command);
    }

    private IssueCredential row(int row) {
        return new IssueCredential(
                CredentialId.ofCohortRow(cohort, row, 0),
                organization,
                badge,
                new Recipient("Person " + row, "person" + row + "@example.com"),
                null,
                true,
                Instant.EPOCH,
                null,
                new CohortRow(cohort, row),
                null);
    }
}
