package io.laurel.notifier.ledger;

import static io.laurel.notifier.mail.ScriptedSmtp.YES;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Recipient;
import io.laurel.notifier.ledger.LedgerFixture.Academy;
import io.laurel.notifier.mail.ScriptedSmtp;
import io.laurel.notifier.mail.TestMails;
import io.laurel.test.MovableClock;
import io.laurel.test.TestDatabase;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountMailsIT {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-15T10:00:00Z"));
    private TestDatabase database;
    private LedgerFixture notifier;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        notifier = new LedgerFixture(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNoticeIsEnteredOnceWithinABatchAndAfterIt() throws Exception {
        var notice = verify("ada@example.com");
        try (var server = new ScriptedSmtp(_ -> YES)) {
            var mails = notifier.accounts(TestMails.server(server.port()));
            assertThat(mails.enter(List.of(notice, notice))).isEqualTo(1);
            next(server);
            assertThat(mails.enter(List.of(notice))).isZero();
            assertThat(next(server).claimed()).isZero();

            assertThat(server.taken())
                    .containsExactly(new ScriptedSmtp.Taken("ada@example.com", "<" + notice.id() + "@laurel.example>"));
        }
    }

    @Test
    void whatANoticeSaysIsGoneOnceItIsSentOrGivenUpAndNotBefore() throws Exception {
        try (var server = new ScriptedSmtp(asked -> switch (asked) {
            case "full@example.com" -> "452 mailbox full";
            case "nobody@example.com" -> "550 no such user";
            default -> YES;
        })) {
            notifier.accounts(TestMails.server(server.port()))
                    .enter(List.of(
                            verify("ada@example.com"), verify("full@example.com"), verify("nobody@example.com")));
            assertThat(kept())
                    .isEqualTo(Map.of("ada@example.com", true, "full@example.com", true, "nobody@example.com", true));

            assertThat(next(server).settlements()).hasSize(3);

            assertThat(kept())
                    .isEqualTo(Map.of("ada@example.com", false, "full@example.com", true, "nobody@example.com", false));
            while (kept().containsValue(true)) {
                clock.set(nextAttempt("full@example.com"));
                next(server);
            }
        }
        assertThat(database.owner()
                        .sql("select account_notice::text from account_notice")
                        .query(String.class)
                        .list())
                .hasSize(3)
                .noneMatch(row -> row.contains("s3cret"));
    }

    @Test
    void whoWaitsForALinkIsMailedBeforeACohort() throws Exception {
        var academy = Academy.in(database);
        try (var server = new ScriptedSmtp(_ -> YES)) {
            notifier.ledger.enter(List.of(academy.issued("Grace", "grace@example.com")));
            notifier.accounts(TestMails.server(server.port())).enter(List.of(verify("ada@example.com")));

            next(server);
            next(server);

            assertThat(server.taken())
                    .extracting(ScriptedSmtp.Taken::recipient)
                    .containsExactly("ada@example.com", "grace@example.com");
        }
    }

    @Test
    void aNoticeOfALaterReleaseFailsAloneAndSaysNothingOfWhatItHeld() throws Exception {
        try (var server = new ScriptedSmtp(_ -> YES)) {
            notifier.accounts(TestMails.server(server.port()))
                    .enter(List.of(verify("ada@example.com"), verify("later@example.com")));
            database.owner().sql("""
                            update account_notice set notice = '{"type":"Later","link":"https://x/?token=s3cret"}'
                            where recipient_email = 'later@example.com'
                            """).update();

            next(server);

            assertThat(server.taken()).extracting(ScriptedSmtp.Taken::recipient).containsExactly("ada@example.com");
        }
        assertThat(database.owner()
                        .sql(
                                "select state || ': ' || last_error from account_notice where recipient_email like 'later%'")
                        .query(String.class)
                        .single())
                .startsWith("failed: ")
                .doesNotContain("s3cret");
    }

    @Test
    void whatTheDatabaseCannotHoldDoesNotStopTheBatch() {
        var hostile = new Notice.VerifyAddress(
                UUID.randomUUID(), new Recipient("Nul\u0000 and half \uD83D", "nul\u0000@example.com"), link());

        assertThat(notifier.accounts(TestMails.server(0)).enter(List.of(hostile, verify("ada@example.com"))))
                .isEqualTo(2);
    }

    private static Notice.VerifyAddress verify(String email) {
        return new Notice.VerifyAddress(UUID.randomUUID(), new Recipient("Ada", email), link());
    }

    private static URI link() {
        return URI.create("https://laurel.example/verify?token=s3cret");
    }

    private Batch next(ScriptedSmtp server) {
        var mail = TestMails.server(server.port());
        try (var route = mail.route(LedgerFixture.SETTINGS.mailTime())) {
            return new LedgerFixture(database, clock)
                    .dispatch(mail, LedgerFixture.SETTINGS)
                    .next(route, () -> true);
        }
    }

    /** Whose notice is still there. */
    private Map<String, Boolean> kept() {
        return database
                .owner()
                .sql("select recipient_email, notice is not null from account_notice")
                .query((row, _) -> Map.entry(row.getString(1), row.getBoolean(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Instant nextAttempt(String email) {
        return database.owner()
                .sql("select next_attempt_at from account_notice where recipient_email = ?")
                .param(email)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
