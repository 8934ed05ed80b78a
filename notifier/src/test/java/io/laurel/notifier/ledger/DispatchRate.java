package io.laurel.notifier.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.laurel.contracts.CredentialIssued;
import io.laurel.notifier.ledger.LedgerFixture.Academy;
import io.laurel.notifier.mail.ScriptedSmtp;
import io.laurel.notifier.mail.TestMails;
import io.laurel.notifier.queue.Bell;
import io.laurel.persistence.Schema;
import io.laurel.test.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Prints how many events a second are entered, and how many mails a second are sent, each round. Argument: the mails of a round. */
final class DispatchRate {

    private static final int POLL = 500;
    private static final int ROUNDS = 4;

    private DispatchRate() {}

    public static void main(String[] args) throws Exception {
        int mails = Integer.parseInt(args[0]);
        try (var database = TestDatabase.create();
                var server = new ScriptedSmtp(_ -> ScriptedSmtp.YES);
                var pool = pool(database)) {
            var notifier = new LedgerFixture(pool, Clock.systemUTC());
            var academy = Academy.in(database);
            for (int round = 1; round <= ROUNDS; round++) {
                var entered = enter(notifier, academy, mails);
                var sent = send(notifier, server, mails);
                System.out.printf("entered %,d/s, mailed %,d/s%n", rate(mails, entered), rate(mails, sent));
            }
        }
    }

    private static Duration enter(LedgerFixture notifier, Academy academy, int mails) {
        List<List<CredentialIssued>> polls = new ArrayList<>();
        for (int first = 0; first < mails; first += POLL) {
            polls.add(IntStream.range(first, Math.min(mails, first + POLL))
                    .mapToObj(n -> academy.issued("Person of Many Names " + n, "person" + n + "@example.com"))
                    .toList());
        }
        long start = System.nanoTime();
        polls.forEach(notifier.ledger::enter);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration send(LedgerFixture notifier, ScriptedSmtp server, int mails) throws InterruptedException {
        int goal = server.count() + mails;
        var senders = notifier.senders(TestMails.server(server.port()), new Bell(), LedgerFixture.SETTINGS);
        long start = System.nanoTime();
        senders.start();
        while (server.count() < goal) {
            Thread.sleep(5);
        }
        senders.stop();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long rate(int mails, Duration took) {
        return mails * 1000L / Math.max(1, took.toMillis());
    }

    private static HikariDataSource pool(TestDatabase database) {
        var config = new HikariConfig();
        config.setDataSource(database.as(Schema.Role.NOTIFIER));
        config.setMaximumPoolSize(6);
        return new HikariDataSource(config);
    }
}
