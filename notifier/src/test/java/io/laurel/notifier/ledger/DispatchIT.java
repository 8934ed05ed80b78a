package io.laurel.notifier.ledger;

import static io.laurel.notifier.mail.ScriptedSmtp.HANG_UP;
import static io.laurel.notifier.mail.ScriptedSmtp.YES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.CredentialIssued;
import io.laurel.notifier.ledger.LedgerFixture.Academy;
import io.laurel.notifier.mail.MailServer;
import io.laurel.notifier.mail.ScriptedSmtp;
import io.laurel.notifier.mail.TestMails;
import io.laurel.notifier.queue.Bell;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatchIT {

    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    private final MovableClock clock = new MovableClock(TEN);
    private TestDatabase database;
    private LedgerFixture notifier;
    private Academy academy;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        notifier = new LedgerFixture(database, clock);
        academy = Academy.in(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEventIsEnteredOnceWithinABatchAndAfterIt() {
        var issued = academy.issued("Ada", "ada@example.com");

        assertThat(notifier.ledger.enter(List.of(issued, issued))).isEqualTo(new NotificationLedger.Entered(1, 0));
        assertThat(notifier.ledger.enter(List.of(issued))).isEqualTo(new NotificationLedger.Entered(0, 0));
    }

    @Test
    void whatTheDatabaseCannotHoldDoesNotStopTheBatch() {
        var entered = notifier.ledger.enter(List.of(
                academy.issued("Nul\u0000 and half \uD83D", "nul@example.com"),
                academy.issued("Ada", "ada@example.com")));

        assertThat(entered).isEqualTo(new NotificationLedger.Entered(2, 0));
    }

    @Test
    void anOrganizationThatSwitchedMailOffSendsNone() throws Exception {
        database.owner().sql("update organization set email_enabled = false").update();
        enter(academy.issued("Ada", "ada@example.com"));

        try (var server = new ScriptedSmtp(_ -> YES)) {
            assertThat(next(server).claimed()).isZero();
        }
        assertThat(states()).isEqualTo(Map.of("ada@example.com", "suppressed"));
    }

    @Test
    void aRefusedAddressFailsAloneAndSaysWhy() throws Exception {
        enter(people("ada", "nobody", "grace"));

        try (var server = server("nobody@example.com", "550 5.1.1 no such user")) {
            next(server);
            assertThat(server.taken())
                    .extracting(ScriptedSmtp.Taken::recipient)
                    .containsExactlyInAnyOrder("ada@example.com", "grace@example.com");
        }
        assertThat(states())
                .isEqualTo(
                        Map.of("ada@example.com", "sent", "nobody@example.com", "failed", "grace@example.com", "sent"));
        assertThat(lastError("nobody@example.com")).contains("no such user");
    }

    @Test
    void anAddressThatIsNotOneFailsAlone() throws Exception {
        enter(academy.issued("Eve", "eve@example.com,all@example.com"), academy.issued("Ada", "ada@example.com"));

        try (var server = new ScriptedSmtp(_ -> YES)) {
            next(server);
            assertThat(server.taken()).extracting(ScriptedSmtp.Taken::recipient).containsExactly("ada@example.com");
        }
        assertThat(states()).containsEntry("eve@example.com,all@example.com", "failed");
    }

    @Test
    void aDeferredMailIsTriedLaterAndLaterUntilItHasFailedAfterAboutADay() throws Exception {
        enter(people("ada", "full"));

        try (var server = server("full@example.com", "452 4.2.2 mailbox full")) {
            next(server);
            assertThat(states()).isEqualTo(Map.of("ada@example.com", "sent", "full@example.com", "due"));
            assertThat(next(server).claimed()).isZero();

            int attempts = 1;
            while ("due".equals(states().get("full@example.com"))) {
                clock.set(nextAttempt("full@example.com"));
                assertThat(next(server).claimed()).isEqualTo(1);
                attempts++;
            }
            assertThat(attempts).isEqualTo(20);
            assertThat(Duration.between(TEN, clock.instant())).isBetween(Duration.ofHours(18), Duration.ofHours(30));
            assertThat(server.count()).isEqualTo(1);
        }
        assertThat(lastError("full@example.com")).contains("mailbox full");
    }

    @Test
    void aMailThatBreaksTheConnectionDoesNotHoldUpTheOthers() throws Exception {
        enter(people("ada", "breaker", "grace", "mary"));

        try (var server = server("breaker@example.com", HANG_UP)) {
            next(server);
            assertThat(server.count()).isEqualTo(3);
        }
        assertThat(states()).containsEntry("breaker@example.com", "due").containsEntry("mary@example.com", "sent");
        assertThat(nextAttempt("breaker@example.com")).isAfter(clock.instant());
    }

    @Test
    void aServerThatDoesNotKnowOurSenderAddressFailsNoOne() throws Exception {
        enter(people("ada", "grace"));

        try (var server = server("credentials@laurel.example", "550 who are you")) {
            var batch = next(server);
            assertThat(batch.failure()).isNotNull();
            assertThat(batch.settlements()).isEmpty();
        }
        assertThat(attempts()).isZero();
        assertThat(states()).isEqualTo(Map.of("ada@example.com", "due", "grace@example.com", "due"));
    }

    @Test
    void aServerThatIsAwayCostsNoMailAnAttempt() throws Exception {
        enter(people("ada", "grace"));
        MailServer gone;
        try (var server = new ScriptedSmtp(_ -> YES)) {
            gone = TestMails.server(server.port());
        }

        try (var route = gone.route(LedgerFixture.SETTINGS.mailTime())) {
            var batch = notifier.dispatch(gone, LedgerFixture.SETTINGS).next(route, () -> true);
            assertThat(batch.failure()).isNotNull();
        }
        assertThat(attempts()).isZero();
        assertThat(states()).isEqualTo(Map.of("ada@example.com", "due", "grace@example.com", "due"));
    }

    @Test
    void aKilledNotifiersClaimIsDueAgainAtOnceUnderTheSameMessageId() throws Exception {
        var issued = academy.issued("Ada", "ada@example.com");
        enter(issued);

        try (var server = new ScriptedSmtp(_ -> YES)) {
            notifier.transaction.executeWithoutResult(killed -> {
                assertThat(notifier.ledger.claim(10)).hasSize(1);
                assertThat(next(server).claimed())
                        .as("what another one claims meanwhile")
                        .isZero();
                killed.setRollbackOnly();
            });
            next(server);
            assertThat(server.taken())
                    .containsExactly(
                            new ScriptedSmtp.Taken("ada@example.com", "<" + issued.eventId() + "@laurel.example>"));
        }
    }

    @Test
    void severalNotifiersAtOnceSendEachMailOnce() throws Exception {
        int people = 2_000;
        enter(IntStream.range(0, people)
                .mapToObj(n -> academy.issued("Person " + n, "p" + n + "@example.com"))
                .toArray(CredentialIssued[]::new));

        try (var server = new ScriptedSmtp(_ -> YES)) {
            var bell = new Bell();
            var notifiers = Stream.generate(() -> new LedgerFixture(database, clock)
                            .senders(TestMails.server(server.port()), bell, LedgerFixture.SETTINGS))
                    .limit(3)
                    .toList();
            notifiers.forEach(Senders::start);
            try {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(states()).hasSize(people).containsValue("sent"));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(notifier.ledger.backlog().due()).isZero());
            } finally {
                notifiers.forEach(Senders::stop);
            }
            assertThat(server.taken()).hasSize(people);
            assertThat(server.taken().stream()
                            .map(ScriptedSmtp.Taken::recipient)
                            .distinct())
                    .hasSize(people);
        }
    }

    @Test
    void aSlowServerEndsTheBatchEarlyAndTheRestStaysDue() throws Exception {
        enter(people("ada", "grace", "mary"));

        try (var server = new ScriptedSmtp(_ -> {
            clock.advance(Duration.ofSeconds(15));
            return YES;
        })) {
            next(server);
            assertThat(server.count()).isEqualTo(1);
        }
        assertThat(notifier.ledger.backlog().due()).isEqualTo(2);
    }

    @Test
    void whatASlowServerTookIsSentOnceThoughTheDatabaseHearsNothingMeanwhile() throws Exception {
        endSilentTransactionsAfter("1s");
        enter(people("ada"));

        try (var server = new ScriptedSmtp(_ -> YES, Duration.ofMillis(30))) {
            next(server);
            next(server);
            assertThat(server.count()).isEqualTo(1);
        }
        assertThat(states()).isEqualTo(Map.of("ada@example.com", "sent"));
    }

    @Test
    void aServerThatIsTooSlowForAMailCostsItAnAttempt() throws Exception {
        enter(people("ada"));

        // Each letter comes well within the library's own timeout, an answer takes a third of a second.
        try (var server = new ScriptedSmtp(_ -> YES, Duration.ofMillis(40))) {
            assertThat(next(server, within(Duration.ofMillis(1500))).settlements())
                    .singleElement()
                    .isInstanceOf(Settlement.Postponed.class);
            assertThat(server.count()).isZero();
        }
        assertThat(attempts()).isEqualTo(1);
        assertThat(nextAttempt("ada@example.com")).isAfter(clock.instant());
        assertThat(lastError("ada@example.com")).startsWith("not taken within");
    }

    @Test
    void whatCouldNotBeTakenInTimeDoesNotHoldUpTheOthers() throws Exception {
        enter(people("ada", "endless", "grace"));

        var answer = YES + " ".repeat(2_000);
        try (var server =
                new ScriptedSmtp(asked -> asked.equals("endless@example.com") ? answer : YES, Duration.ofMillis(2))) {
            next(server, within(Duration.ofSeconds(2)));
            assertThat(server.count()).isEqualTo(2);
        }
        assertThat(states())
                .isEqualTo(
                        Map.of("ada@example.com", "sent", "endless@example.com", "due", "grace@example.com", "sent"));
        assertThat(attempts()).isEqualTo(3);
    }

    /** As the notifier's pool has it, only sooner. */
    private void endSilentTransactionsAfter(String time) {
        database.owner().sql("""
                do $$ begin
                    execute format('alter database %I set idle_in_transaction_session_timeout = TIME', current_database());
                end $$
                """.replace("TIME", "''" + time + "''")).update();
    }

    private static DispatchSettings within(Duration mailTime) {
        var settings = LedgerFixture.SETTINGS;
        return new DispatchSettings(
                settings.senders(),
                settings.batch(),
                settings.batchTime(),
                mailTime,
                settings.poll(),
                settings.attempts(),
                settings.firstDelay(),
                settings.longestDelay(),
                settings.longestPause());
    }

    private void enter(CredentialIssued... events) {
        notifier.ledger.enter(List.of(events));
    }

    private CredentialIssued[] people(String... names) {
        return Stream.of(names)
                .map(name -> academy.issued(name, name + "@example.com"))
                .toArray(CredentialIssued[]::new);
    }

    private Batch next(ScriptedSmtp server) {
        return next(server, LedgerFixture.SETTINGS);
    }

    private Batch next(ScriptedSmtp server, DispatchSettings settings) {
        var mail = TestMails.server(server.port());
        try (var route = mail.route(settings.mailTime())) {
            return new LedgerFixture(database, clock).dispatch(mail, settings).next(route, () -> true);
        }
    }

    private static ScriptedSmtp server(String address, String answer) throws IOException {
        UnaryOperator<String> rule = asked -> asked.equals(address) ? answer : YES;
        return new ScriptedSmtp(rule);
    }

    private Map<String, String> states() {
        return database
                .owner()
                .sql("select recipient_email, state from notification")
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private int attempts() {
        return database.owner()
                .sql("select sum(attempts) from notification")
                .query(Integer.class)
                .single();
    }

    private String lastError(String email) {
        return database.owner()
                .sql("select last_error from notification where recipient_email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    private Instant nextAttempt(String email) {
        return database.owner()
                .sql("select next_attempt_at from notification where recipient_email = ?")
                .param(email)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
