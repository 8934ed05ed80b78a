package io.laurel.notifier.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.laurel.contracts.CredentialIssued;
import io.laurel.contracts.CredentialRevoked;
import io.laurel.contracts.Notice;
import io.laurel.contracts.Recipient;
import io.laurel.contracts.ResendCredentialMail;
import io.laurel.contracts.Topics;
import io.laurel.notifier.NotifierApplication;
import io.laurel.notifier.ledger.LedgerFixture.Academy;
import io.laurel.persistence.Schema;
import io.laurel.test.TestDatabase;
import io.laurel.test.TestTopics;
import io.laurel.test.WithKafka;
import io.laurel.test.WithPostgres;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        classes = NotifierApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "laurel.dispatch.longest-pause=500ms",
            "laurel.base-url=https://laurel.example",
            "laurel.notifier.key-encryption-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        })
@WithPostgres(Schema.Role.NOTIFIER)
@WithKafka
class NotifierIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ServerSetup SMTP = new ServerSetup(freePort(), "localhost", ServerSetup.PROTOCOL_SMTP);

    private static GreenMail mailbox = new GreenMail(SMTP);

    @Autowired
    private TestTopics topics;

    @Autowired
    private TestDatabase database;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.port", SMTP::getPort);
    }

    @BeforeAll
    static void open() {
        mailbox.start();
    }

    @AfterAll
    static void close() {
        mailbox.stop();
    }

    @Test
    void aPersonIsMailedOnceHoweverOftenTheEventArrives() throws Exception {
        var academy = Academy.in(database);
        var issued = academy.issued("李雷 O’Brien", "li.lei@example.com");
        tell(issued);
        tell(issued);
        awaitState(issued, "sent");
        tell(issued);
        // The same recipient, so behind the repeated event.
        var last = academy.issued("李雷 O’Brien", "li.lei@example.com");
        tell(last);
        awaitState(last, "sent");

        var mails = mailsTo("li.lei@example.com");
        assertThat(mails).hasSize(2);
        var mail = mails.getFirst();
        assertThat(mail.getMessageID()).startsWith("<" + issued.eventId() + "@");
        assertThat(mail.getSubject()).isEqualTo("You've earned Bookbinder");
        assertThat(((InternetAddress) mail.getRecipients(Message.RecipientType.TO)[0]).getPersonal())
                .isEqualTo("李雷 O’Brien");
        var parts = (MimeMultipart) mail.getContent();
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("李雷 O’Brien", "Academy of Letters", "https://laurel.example/verify/" + issued.shortId());
        assertThat((String) parts.getBodyPart(1).getContent()).contains("李雷 O’Brien", "https://laurel.example/images/");
    }

    @Test
    void anAccountIsToldOnceAndTheLinkIsForgotten() throws Exception {
        var notice = new Notice.ResetPassword(
                UUID.randomUUID(),
                new Recipient("Åke O'Brien", "ake@bücher.example"),
                URI.create("https://laurel.example/reset?token=s3cret"));
        topics.send(Topics.ACCOUNT_NOTICES, notice.key(), notice);
        topics.send(Topics.ACCOUNT_NOTICES, notice.key(), notice);
        var last = new Notice.ResetPassword(UUID.randomUUID(), notice.to(), notice.link());
        topics.send(Topics.ACCOUNT_NOTICES, last.key(), last);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.owner()
                                .sql("select id from account_notice where state = 'sent' and notice is null")
                                .query(UUID.class)
                                .list())
                        .contains(notice.id(), last.id()));

        var mails = mailsTo("ake@xn--bcher-kva.example");
        assertThat(mails).hasSize(2);
        assertThat(((InternetAddress) mails.getFirst().getRecipients(Message.RecipientType.TO)[0]).getPersonal())
                .isEqualTo("Åke O'Brien");
        assertThat((String) ((MimeMultipart) mails.getFirst().getContent())
                        .getBodyPart(0)
                        .getContent())
                .contains("Hello Åke O'Brien,", "https://laurel.example/reset?token=s3cret");
    }

    @Test
    void aMailThatFailedIsSentAgainWhenSomebodyAsks() {
        var issued = Academy.in(database).issued("Ida", "ida@example.com");
        tell(issued);
        awaitState(issued, "sent");
        database.owner()
                .sql("update notification set state = 'failed', sent_at = null where event_id = ?")
                .param(issued.eventId().value())
                .update();
        var again = new ResendCredentialMail(
                issued.eventId(), issued.organizationId(), issued.credentialId(), Instant.now());
        topics.send(Topics.NOTIFIER_TASKS, again.key(), again);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(mailsTo("ida@example.com")).hasSize(2));
    }

    @Test
    void aRenewalIsToldAsOne() throws Exception {
        var academy = Academy.in(database);
        var old = academy.issued("Grace", "grace@example.com");
        var renewed = academy.renewed(old);
        tell(old);
        tell(renewed);
        awaitState(renewed, "sent");
        awaitState(old, "sent");

        var mail = mailsTo("grace@example.com").stream()
                .filter(sent -> subject(sent).contains("renewed"))
                .findFirst()
                .orElseThrow();
        assertThat((String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent())
                .contains(old.shortId() + ", which is no longer current", "verify/" + renewed.shortId());
    }

    @Test
    void aRevocationIsNotMailedAndNonsenseIsPassedOver() {
        var academy = Academy.in(database);
        var issued = academy.issued("Mary", "mary@example.com");
        topics.sendBytes(Topics.CREDENTIAL_EVENTS, issued.key(), "not an event".getBytes(UTF_8));
        topics.send(
                Topics.CREDENTIAL_EVENTS,
                issued.key(),
                new CredentialRevoked(
                        CredentialRevoked.eventIdOf(issued.credentialId()),
                        issued.credentialId(),
                        issued.shortId(),
                        issued.organizationId(),
                        issued.badgeId(),
                        issued.recipient().email(),
                        Instant.parse("2026-01-15T10:00:00Z"),
                        "by mistake"));
        tell(issued);
        awaitState(issued, "sent");

        assertThat(mailsTo("mary@example.com")).hasSize(1);
    }

    @Test
    void whileTheMailServerIsAwayNothingIsLost() {
        var academy = Academy.in(database);
        mailbox.stop();
        var issued = IntStream.range(0, 50)
                .mapToObj(n -> academy.issued("Person " + n, "away" + n + "@example.com"))
                .toList();
        issued.forEach(this::tell);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(issued.stream().map(this::state)).containsOnly("due"));

        mailbox = new GreenMail(SMTP);
        mailbox.start();
        issued.forEach(event -> awaitState(event, "sent"));

        assertThat(mailbox.getReceivedMessages()).hasSize(50);
        for (int n = 0; n < 50; n++) {
            assertThat(mailsTo("away" + n + "@example.com")).hasSize(1);
        }
    }

    private void tell(CredentialIssued event) {
        topics.send(Topics.CREDENTIAL_EVENTS, event.key(), event);
    }

    private void awaitState(CredentialIssued event, String state) {
        await().atMost(SOON).untilAsserted(() -> assertThat(state(event)).isEqualTo(state));
    }

    private String state(CredentialIssued event) {
        UUID id = event.eventId().value();
        return database.owner()
                .sql("select state from notification where event_id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("unheard of");
    }

    private static List<MimeMessage> mailsTo(String email) {
        return Arrays.stream(mailbox.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return ((InternetAddress) mail.getAllRecipients()[0])
                                .getAddress()
                                .equals(email);
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
