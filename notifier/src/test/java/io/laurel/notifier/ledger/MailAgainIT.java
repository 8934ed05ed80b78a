package io.laurel.notifier.ledger;

import static io.laurel.notifier.mail.ScriptedSmtp.YES;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.EventId;
import io.laurel.contracts.ResendCredentialMail;
import io.laurel.notifier.ledger.LedgerFixture.Academy;
import io.laurel.notifier.mail.ScriptedSmtp;
import io.laurel.notifier.mail.TestMails;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A credential's mail is sent again when somebody asks: once for each who saw the same last mail, and not too soon. */
class MailAgainIT {

    private static final NotificationLedger.Entered ONE = new NotificationLedger.Entered(1, 0);
    private static final NotificationLedger.Entered NONE = new NotificationLedger.Entered(0, 0);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-15T10:00:00Z"));
    private TestDatabase database;
    private LedgerFixture notifier;
    private Academy academy;
    private CredentialIssued issued;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        notifier = new LedgerFixture(database, clock);
        academy = Academy.in(database);
        issued = academy.issued("Ada", "ada@example.com");
        notifier.ledger.enter(List.of(issued));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void afterSevenDaysTheSameMailGoesOutUnderAnotherMessageIdAndOnceForAllWhoAsked() throws Exception {
        try (var server = new ScriptedSmtp(_ -> YES)) {
            next(server);
            clock.advance(Duration.ofDays(7));
            var again = again(issued.eventId());
            var another = again(issued.eventId());

            assertThat(notifier.ledger.enterAgain(List.of(again, again))).isEqualTo(ONE);
            assertThat(notifier.ledger.enterAgain(List.of(another))).isEqualTo(NONE);
            next(server);

            assertThat(server.taken())
                    .containsExactly(
                            new ScriptedSmtp.Taken("ada@example.com", "<" + issued.eventId() + "@laurel.example>"),
                            new ScriptedSmtp.Taken("ada@example.com", "<" + again.eventId() + "@laurel.example>"));
            assertThat(again.eventId()).isNotEqualTo(issued.eventId());
        }
    }

    @Test
    void withinSevenDaysItDoesNot() throws Exception {
        try (var server = new ScriptedSmtp(_ -> YES)) {
            next(server);
            clock.advance(Duration.ofDays(7).minusMillis(1));

            assertThat(notifier.ledger.enterAgain(List.of(again(issued.eventId()))))
                    .isEqualTo(NONE);
        }
    }

    @Test
    void whatWasPromisedHoldsHoweverLateItArrivesAndEachRepetitionHasItsOwnSevenDays() throws Exception {
        try (var server = new ScriptedSmtp(_ -> YES)) {
            next(server);
            clock.advance(Duration.ofDays(7));
            var second = again(issued.eventId());
            assertThat(notifier.ledger.enterAgain(List.of(second))).isEqualTo(ONE);
            next(server);
            clock.advance(Duration.ofDays(1));
            assertThat(notifier.ledger.enterAgain(List.of(again(second.eventId()))))
                    .isEqualTo(NONE);
            clock.advance(Duration.ofDays(6));
            assertThat(notifier.ledger.enterAgain(List.of(again(second.eventId()))))
                    .isEqualTo(ONE);
        }
    }

    @Test
    void aMailThatFailedCanBeSentAgainAtOnceAndOneOnItsWayCannot() throws Exception {
        assertThat(notifier.ledger.enterAgain(List.of(again(issued.eventId())))).isEqualTo(NONE);
        try (var server = new ScriptedSmtp(asked -> asked.startsWith("ada") ? "550 no such user" : YES)) {
            next(server);
        }

        assertThat(notifier.ledger.enterAgain(List.of(again(issued.eventId())))).isEqualTo(ONE);
    }

    @Test
    void anOrganizationThatSwitchedMailOffMeanwhileSendsNone() throws Exception {
        try (var server = new ScriptedSmtp(_ -> YES)) {
            next(server);
            clock.advance(Duration.ofDays(8));
            database.owner()
                    .sql("update organization set email_enabled = false")
                    .update();

            assertThat(notifier.ledger.enterAgain(List.of(again(issued.eventId()))))
                    .isEqualTo(new NotificationLedger.Entered(0, 1));
            assertThat(next(server).claimed()).isZero();
        }
    }

    private ResendCredentialMail again(EventId follows) {
        return new ResendCredentialMail(follows, issued.organizationId(), issued.credentialId(), clock.instant());
    }

    private Batch next(ScriptedSmtp server) {
        var mail = TestMails.server(server.port());
        try (var route = mail.route(LedgerFixture.SETTINGS.mailTime())) {
            return notifier.dispatch(mail, LedgerFixture.SETTINGS).next(route, () -> true);
        }
    }
}
