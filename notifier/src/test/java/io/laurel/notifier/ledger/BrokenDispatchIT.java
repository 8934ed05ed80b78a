package io.laurel.notifier.ledger;

import static io.laurel.notifier.mail.ScriptedSmtp.YES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.notifier.ledger.LedgerFixture.Academy;
import io.laurel.notifier.mail.ScriptedSmtp;
import io.laurel.notifier.mail.TestMails;
import io.laurel.notifier.queue.Bell;
import io.laurel.test.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Errors, as of a class that cannot be loaded, end neither the sending nor what was sent before. */
class BrokenDispatchIT {

    private TestDatabase database;
    private LedgerFixture notifier;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        notifier = new LedgerFixture(database, Clock.systemUTC());
        var academy = Academy.in(database);
        notifier.ledger.enter(
                List.of(academy.issued("Ada", "ada@example.com"), academy.issued("Grace", "grace@example.com")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasSentBeforeAMailThatCannotBeWrittenIsNotSentAgain() throws Exception {
        try (var smtp = new ScriptedSmtp(_ -> YES)) {
            var server = TestMails.server(smtp.port());
            var claimed = new AtomicInteger();
            var queue = new Breaking(notifier.credentials(server)) {
                @Override
                public List<DueMail> claim(int most) {
                    var due = super.claim(most);
                    claimed.addAndGet(due.size());
                    return due.size() < 2 ? due : List.of(due.getFirst(), unwritable(due.getLast()));
                }
            };
            var dispatch = notifier.dispatch(List.of(queue), LedgerFixture.SETTINGS);
            try (var route = server.route(LedgerFixture.SETTINGS.mailTime())) {
                assertThat(dispatch.next(route, () -> true).failure()).hasRootCauseInstanceOf(LinkageError.class);
                assertThat(dispatch.next(route, () -> true).claimed()).isZero();
            }
            assertThat(claimed).hasValue(2);
            assertThat(smtp.count()).isEqualTo(1);
        }
        assertThat(database.owner()
                        .sql("select state || ' ' || attempts from notification")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("sent 1", "due 1");
    }

    @Test
    void anErrorOfALookEndsNoSender() throws Exception {
        try (var smtp = new ScriptedSmtp(_ -> YES)) {
            var server = TestMails.server(smtp.port());
            var looks = new AtomicInteger();
            var queue = new Breaking(notifier.credentials(server)) {
                @Override
                public List<DueMail> claim(int most) {
                    if (looks.incrementAndGet() <= LedgerFixture.SETTINGS.senders()) {
                        throw new StackOverflowError();
                    }
                    return super.claim(most);
                }
            };
            var senders = notifier.senders(
                    notifier.dispatch(List.of(queue), LedgerFixture.SETTINGS),
                    server,
                    new Bell(),
                    LedgerFixture.SETTINGS);
            senders.start();
            try {
                await().dontCatchUncaughtExceptions()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> smtp.count() == 2);
            } finally {
                senders.stop();
            }
        }
    }

    private static DueMail unwritable(DueMail mail) {
        return new DueMail(mail.id(), mail.attempts(), BrokenDispatchIT::unloadable);
    }

    private static MimeMessage unloadable() {
        throw new NoClassDefFoundError("io/laurel/Gone");
    }

    private abstract static class Breaking implements MailQueue {

        private final MailQueue real;

        Breaking(MailQueue real) {
            this.real = real;
        }

        @Override
        public String kind() {
            return real.kind();
        }

        @Override
        public List<DueMail> claim(int most) {
            return real.claim(most);
        }

        @Override
        public void settle(List<Settlement> settlements) {
            real.settle(settlements);
        }

        @Override
        public Backlog backlog() {
            return real.backlog();
        }
    }
}
