package io.laurel.worker.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.IssueCredential;
import io.laurel.contracts.Messages;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Outcome;
import io.laurel.contracts.Rejection;
import io.laurel.contracts.Topics;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.MovableClock;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import io.laurel.workerfleet.Asker;
import io.laurel.workerfleet.OwnClock;
import io.laurel.workerfleet.WorkerFleet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Four workers, and more at once than is allowed. */
@SpringJUnitConfig(OwnClock.class)
@WithPostgres(Schema.Role.WORKER)
@WithKafka
class RushIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int PEOPLE = 1_000;

    @Autowired
    private Given given;

    @Autowired
    private TestDatabase database;

    @Autowired
    private TestTopics topics;

    @Autowired
    private MovableClock clock;

    private static WorkerFleet workers;
    private static KafkaProducer<String, byte[]> producer;

    private Asker asker;
    private BadgeId permanent;
    private BadgeId expiring;
    private OrganizationId organization;

    @BeforeAll
    static void start(@Autowired TestDatabase database, @Autowired TestBroker broker, @Autowired MovableClock clock) {
        workers = WorkerFleet.start(4, database, broker, clock);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        workers.close();
    }

    @BeforeEach
    void prepare() {
        asker = new Asker(topics);
        clock.set(Instant.parse("2031-01-20T10:00:00Z"));
        given("enterprise", null);
    }

    private void given(String plan, @Nullable Integer contracted) {
        organization = given.organization(plan, contracted);
        permanent = given.badge(organization, null);
        expiring = given.badge(organization, 730);
        asker.makeSigningKey(organization, database);
    }

    @Test
    void ofSixThousandAtOnceExactlyFiveThousandAreIssuedAndTheNextMonthIsFree() {
        var commands = recipients(6_000);
        Collections.shuffle(commands, new Random(7));

        send(commands, IssueCredential::key);

        await().atMost(SOON).until(() -> outcomes(commands).size() == 6_000);
        assertThat(Collections.frequency(outcomes(commands), "NEW")).isEqualTo(5_000);
        assertThat(Collections.frequency(outcomes(commands), "OVER_QUOTA")).isEqualTo(1_000);
        assertThat(used("2031-01-01")).isEqualTo(5_000);

        var counted = recipientOf("NEW");
        var refused = recipientOf("OVER_QUOTA");
        assertThat(asker.issue(organization, expiring, counted)).isInstanceOf(Outcome.Issued.class);
        assertThat(asker.issue(organization, expiring, counted)).isInstanceOf(Outcome.Issued.class);
        clock.set(Instant.parse("2031-01-31T23:59:59.999Z"));
        assertOverQuota(asker.issue(organization, permanent, refused), "5000");
        assertThat(used("2031-01-01")).isEqualTo(5_000);

        clock.set(Instant.parse("2031-02-01T00:00:00Z"));
        assertThat(asker.issue(organization, permanent, refused)).isInstanceOf(Outcome.Issued.class);
        assertThat(used("2031-02-01")).isOne();
    }

    @Test
    void theSameCommandsDeliveredAgainToOthersCostNothing() {
        given("professional", null);
        var commands = recipients(1_200);

        send(commands, IssueCredential::key);
        send(commands, command -> UUID.randomUUID().toString());

        await().atMost(SOON).until(() -> outcomes(commands).size() == 1_200);
        asker.issue(organization, permanent, "last@example.com");
        assertThat(Collections.frequency(outcomes(commands), "NEW")).isEqualTo(1_000);
        assertThat(used(month())).isEqualTo(1_000);
    }

    @Test
    void theContractedNumberCounts() {
        given("enterprise", 37);
        var commands = recipients(60);

        send(commands, IssueCredential::key);

        await().atMost(SOON).until(() -> outcomes(commands).size() == 60);
        assertThat(Collections.frequency(outcomes(commands), "NEW")).isEqualTo(37);
        assertThat(used(month())).isEqualTo(37);
        assertOverQuota(asker.issue(organization, permanent, "one.more@example.com"), "37");
    }

    @Test
    void aGrantedPlanThatHasEndedCountsAsFreeFromThenOn() {
        given("enterprise", 1_003);
        var end = clock.instant().plus(Duration.ofDays(1));
        database.owner()
                .sql("update organization set subscription_source = 'granted', grant_expires_at = ? where id = ?")
                .params(Timestamp.from(end), organization.value())
                .update();
        var commands = recipients(1_001);
        send(commands, IssueCredential::key);
        await().atMost(SOON).until(() -> outcomes(commands).size() == 1_001);
        assertThat(Collections.frequency(outcomes(commands), "NEW")).isEqualTo(1_001);

        clock.set(end.minusMillis(1));
        assertThat(asker.issue(organization, permanent, "in.time@example.com")).isInstanceOf(Outcome.Issued.class);
        clock.set(end);
        assertOverQuota(asker.issue(organization, permanent, "too.late@example.com"), "1000");
        assertThat(asker.issue(organization, expiring, "in.time@example.com")).isInstanceOf(Outcome.Issued.class);
    }

    /** In two topics, so that different threads decide for one person at the same time, and take the people in different orders. */
    @Test
    void singleRequestsAndRowsOfTheSamePeopleMeetInTheKeys() {
        var singles = Stream.concat(people(permanent), people(expiring)).toList();
        var rows = Stream.concat(people(permanent), people(expiring)).toList();

        for (int n = 0; n < singles.size(); n++) {
            send(Topics.ISSUANCE_COMMANDS, singles.get(n), IssueCredential::key);
            send(Topics.ISSUANCE_COHORT_ROWS, rows.get(rows.size() - 1 - n), IssueCredential::key);
        }
        producer.flush();

        var all = Stream.concat(singles.stream(), rows.stream()).toList();
        await().atMost(SOON).until(() -> outcomes(all).size() == 4 * PEOPLE);
        assertThat(Collections.frequency(outcomes(all), "NEW")).isEqualTo(2 * PEOPLE);
        assertThat(Collections.frequency(outcomes(all), "ACTIVE_TIME_BOUND")).isEqualTo(PEOPLE);
        assertThat(Collections.frequency(outcomes(all), Rejection.ACTIVE_NON_EXPIRING.name()))
                .isEqualTo(PEOPLE);
        assertThat(count("select count(*) from credential where organization_id = ? and superseded_by_id is null"))
                .isEqualTo(2 * PEOPLE);
        assertThat(used(month())).isEqualTo(PEOPLE);
    }

    private Stream<IssueCredential> people(BadgeId badge) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(n -> Asker.issuance(organization, badge, "r" + n + "@example.com", null));
    }

    /** How the commands for one recipient are spread over the workers. */
    enum Spread {
        /** As the ingress sends them: all to one partition, in order. */
        BY_RECIPIENT,
        /** Against the rule, all over the workers: only the database keeps them apart. */
        ANYWHERE;

        String key(IssueCredential command) {
            return this == BY_RECIPIENT ? command.key() : UUID.randomUUID().toString();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofSixtyFourRequestsForAPermanentBadgeOneIsIssued(Spread spread) {
        var commands = requests(64, permanent);

        send(commands, spread::key);

        await().atMost(SOON).until(() -> outcomes(commands).size() == 64);
        assertThat(Collections.frequency(outcomes(commands), "NEW")).isOne();
        assertThat(Collections.frequency(outcomes(commands), Rejection.ACTIVE_NON_EXPIRING.name()))
                .isEqualTo(63);
        assertThat(count("select count(*) from credential where organization_id = ?"))
                .isOne();
    }

    @ParameterizedTest
    @EnumSource
    void sixtyFourRequestsForAnExpiringBadgeAreOneUnbrokenChain(Spread spread) {
        var commands = requests(64, expiring);

        send(commands, spread::key);

        await().atMost(SOON).until(() -> outcomes(commands).size() == 64);
        assertThat(Collections.frequency(outcomes(commands), "NEW")).isOne();
        assertThat(Collections.frequency(outcomes(commands), "ACTIVE_TIME_BOUND"))
                .isEqualTo(63);
        assertThat(chain()).hasSize(64).doesNotHaveDuplicates();
        assertThat(count("""
                        select count(*) from credential where organization_id = ?
                            and (superseded_by_id is null) = (revoked_at is null)
                        """)).isEqualTo(64);
        assertThat(used(month())).isOne();
    }

    /** From the newest back to the first, where each knows both its neighbours. */
    private List<UUID> chain() {
        record Link(
                UUID id,
                @Nullable UUID supersedes,
                @Nullable UUID supersededBy) {}
        var links = database
                .owner()
                .sql("select id, supersedes_id, superseded_by_id from credential where organization_id = ?")
                .param(organization.value())
                .query((row, n) -> new Link(
                        row.getObject("id", UUID.class),
                        row.getObject("supersedes_id", UUID.class),
                        row.getObject("superseded_by_id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Link::id, Function.identity()));
        var chain = new ArrayList<UUID>();
        var link = links.values().stream()
                .filter(one -> one.supersededBy() == null)
                .collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
        while (link != null && new HashSet<>(chain).size() == chain.size()) {
            chain.add(link.id());
            var older = links.get(link.supersedes());
            assertThat(older == null || link.id().equals(older.supersededBy())).isTrue();
            link = older;
        }
        return chain;
    }

    private void send(List<IssueCredential> commands, Function<IssueCredential, String> key) {
        commands.forEach(command -> send(Topics.ISSUANCE_COMMANDS, command, key));
        producer.flush();
    }

    private static void send(String topic, IssueCredential command, Function<IssueCredential, String> key) {
        var _ = producer.send(new ProducerRecord<>(topic, key.apply(command), Messages.write(command)));
    }

    private List<IssueCredential> recipients(int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> Asker.issuance(organization, permanent, "r" + n + "@example.com", null))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<IssueCredential> requests(int number, BadgeId badge) {
        return IntStream.range(0, number)
                .mapToObj(n -> Asker.issuance(organization, badge, "ada@example.com", null))
                .toList();
    }

    private List<String> outcomes(List<IssueCredential> commands) {
        return database.owner()
                .sql("select coalesce(rejection, supersession) as outcome from issuance where id = any (?)")
                .param(commands.stream().map(command -> command.id().value()).toArray(UUID[]::new))
                .query((row, n) -> row.getString("outcome"))
                .list();
    }

    private String recipientOf(String outcome) {
        return database.owner()
                .sql("""
                        select recipient_email from issuance
                        where organization_id = ? and coalesce(rejection, supersession) = ? limit 1
                        """)
                .params(organization.value(), outcome)
                .query(String.class)
                .single();
    }

    private String month() {
        return clock.instant().toString().substring(0, 8) + "01";
    }

    /** As counted, and as listed: the same. */
    private int used(String month) {
        return database.owner()
                .sql("""
                        select used from quota_counter c where organization_id = ? and month = ?::date
                            and used = (select count(*) from quota_usage u
                                where u.organization_id = c.organization_id and u.month = c.month)
                        """)
                .params(organization.value(), month)
                .query(Integer.class)
                .single();
    }

    private int count(String sql) {
        return database.owner()
                .sql(sql)
                .param(organization.value())
                .query(Integer.class)
                .single();
    }

    private static void assertOverQuota(Outcome outcome, String limit) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejection.OVER_QUOTA);
            assertThat(rejected.message()).contains(limit);
        });
    }
}
