package io.laurel.notifier.ledger;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CredentialId;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.OrganizationId;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ShortId;
import io.laurel.notifier.mail.MailServer;
import io.laurel.notifier.mail.TestMails;
import io.laurel.notifier.queue.Bell;
import io.laurel.persistence.Schema;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A notifier put together by hand: as many of them on one database as a test wants. */
final class LedgerFixture {

    static final DispatchSettings SETTINGS = new DispatchSettings(
            2,
            100,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            20,
            Duration.ofSeconds(30),
            Duration.ofHours(2),
            Duration.ofSeconds(1));

    private final DataSource source;
    private final Clock clock;
    final NotificationLedger ledger;
    final TransactionTemplate transaction;

    LedgerFixture(TestDatabase database, Clock clock) {
        this(database.as(Schema.Role.NOTIFIER), clock);
    }

    LedgerFixture(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.ledger = new NotificationLedger(new JdbcTemplate(source), clock);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    Dispatch dispatch(MailServer server, DispatchSettings settings) {
        return dispatch(List.of(accounts(server), credentials(server)), settings);
    }

    Dispatch dispatch(List<MailQueue> queues, DispatchSettings settings) {
        return new Dispatch(
                queues,
                new JdbcTemplate(source),
                transaction,
                settings,
                new DispatchMetrics(new SimpleMeterRegistry(), queues, clock),
                new Random(1),
                clock);
    }

    CredentialMails credentials(MailServer server) {
        return new CredentialMails(
                ledger, new BadgeCatalogue(JdbcClient.create(source), clock), TestMails.composer(server, clock));
    }

    AccountMails accounts(MailServer server) {
        return new AccountMails(new JdbcTemplate(source), TestMails.noticeComposer(server, clock), clock);
    }

    Senders senders(MailServer server, Bell bell, DispatchSettings settings) {
        return senders(dispatch(server, settings), server, bell, settings);
    }

    Senders senders(Dispatch dispatch, MailServer server, Bell bell, DispatchSettings settings) {
        return new Senders(dispatch, server, bell, settings, new Random(1));
    }

    /** An organization with a badge, from which people earn credentials. */
    record Academy(OrganizationId organization, BadgeId badge) {

        static Academy in(TestDatabase database) {
            var given = new Given(database.owner());
            var organization = given.organization("enterprise", null);
            return new Academy(organization, given.badge(organization, null));
        }

        CredentialIssued issued(String name, String email) {
            var id = new CredentialId(UUID.randomUUID());
            return new CredentialIssued(
                    CredentialIssued.eventIdOf(id),
                    id,
                    shortId(id),
                    organization,
                    badge,
                    new Recipient(name, email),
                    Instant.parse("2026-01-15T10:00:00Z"),
                    Instant.parse("2028-01-15T10:00:00Z"),
                    null);
        }

        CredentialIssued renewed(CredentialIssued old) {
            var id = new CredentialId(UUID.randomUUID());
            return new CredentialIssued(
                    CredentialIssued.eventIdOf(id),
                    id,
                    shortId(id),
                    organization,
                    badge,
                    old.recipient(),
                    old.issuedAt(),
                    old.expiresAt(),
                    new CredentialIssued.Superseded(old.credentialId(), old.shortId()));
        }

        private static ShortId shortId(CredentialId id) {
            return new ShortId("CRD-" + id.toString().substring(0, 8).toUpperCase(Locale.ROOT));
        }
    }
}
