package io.laurel.notifier.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.test.MovableClock;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailComposerTest {

    private static final MailBadge BADGE = TestMails.badge("Bookbinder", "Academy of Letters");

    private final MailComposer composer =
            TestMails.composer(TestMails.server(0), new MovableClock(Instant.parse("2026-01-15T10:00:00Z")));

    @Test
    void aFirstCredentialIsCongratulatedOn() throws Exception {
        var mail = arrived(TestMails.to("Ada Lovelace", "ada@example.com", null, BADGE));

        assertThat(mail.getSubject()).isEqualTo("You've earned Bookbinder");
        assertThat(mail.getFrom())
                .containsExactly(new InternetAddress("credentials@laurel.example", "Academy of Letters via Laurel"));
        assertThat(text(mail))
                .contains("Congratulations, Ada Lovelace!", "CRD-7K2M9XQ4", "http://localhost:8080/verify/CRD-7K2M9XQ4")
                .contains("Valid until:    15 January 2028");
        assertThat(html(mail))
                .contains("Ada Lovelace", "Bookbinder", "Academy of Letters", "CRD-7K2M9XQ4", "15 January 2028")
                .contains("href=\"http://localhost:8080/verify/CRD-7K2M9XQ4\"")
                .contains("src=\"http://localhost:8080/images/" + BADGE.imageSha256() + ".png\"")
                .doesNotContain("{{");
    }

    @Test
    void aRenewalSaysSoAndNamesTheOldCredential() throws Exception {
        var mail = arrived(TestMails.to("Ada Lovelace", "ada@example.com", "CRD-AAAAAAA1", BADGE));

        assertThat(mail.getSubject()).isEqualTo("Your credential Bookbinder has been renewed");
        assertThat(text(mail))
                .contains("CRD-AAAAAAA1, which is no longer current")
                .doesNotContain("You've earned");
        assertThat(html(mail)).contains("CRD-AAAAAAA1", "CRD-7K2M9XQ4", "has been renewed", ">Replaces</td>");
    }

    @Test
    void aCredentialWithoutAnEndSaysSo() throws Exception {
        var mail = arrived(
                new CredentialMail(TestMails.EVENT, "CRD-7K2M9XQ4", null, "Ada", "ada@example.com", null, BADGE));

        assertThat(text(mail)).contains("Valid until:    does not expire");
        assertThat(html(mail)).contains("Does not expire");
    }

    @Test
    void aMailSaysThatAMachineWroteItAndHasItsEventsName() throws Exception {
        var mail = arrived(TestMails.to("Ada Lovelace", "ada@example.com", null, BADGE));

        assertThat(mail.getMessageID()).isEqualTo("<679be056-d98b-54fd-bb4b-889f4c566a7e@laurel.example>");
        assertThat(mail.getSentDate()).isEqualTo(Instant.parse("2026-01-15T10:00:00Z"));
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getHeader("List-Id", null)).isEqualTo("<academy.credentials.laurel.example>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "李雷 O’Brien",
                "Владимир Ильич",
                "עמנואל קנט",
                "عبد الله",
                "ศรีสุวรรณ",
                "Zoë 👩🏽‍🎓 \uD83C\uDDE9\uD83C\uDDEA",
                "Ñandú \"quoted\" <angle>, Jr.; (x)",
                "{{badge}} {{{badge}}}",
                "=20=3D ."
            })
    void aNameOfAnyScriptArrivesIntact(String name) throws Exception {
        var mail = arrived(TestMails.to(name, "ada@example.com", null, TestMails.badge(name, name)));

        var one = OneLine.of(name);
        assertThat(recipient(mail).getPersonal()).isEqualTo(one);
        assertThat(recipient(mail).getAddress()).isEqualTo("ada@example.com");
        assertThat(mail.getSubject()).isEqualTo("You've earned " + one);
        assertThat(text(mail)).contains("Congratulations, " + one + "!", "You've earned " + one + ".");
        assertThat(html(mail)).contains("<bdi>" + TestMails.escaped(one) + "</bdi>");
    }

    @Test
    void theLongestNameArrivesIntact() throws Exception {
        var name = "李".repeat(200);
        var mail = arrived(TestMails.to(name, "ada@example.com", null, TestMails.badge(name, name)));

        assertThat(recipient(mail).getPersonal()).isEqualTo(name);
        assertThat(mail.getSubject()).isEqualTo("You've earned " + name);
        assertThat(raw(mail).lines()).allMatch(line -> line.length() <= 998);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\u2028", "\r\n\r\n", "\u0085", "\u0000"})
    void noNameAddsAHeader(String end) throws Exception {
        var hostile = "Eve" + end + "Bcc: everyone@example.com" + end;
        var mail = arrived(TestMails.to(hostile, "eve@example.com", null, TestMails.badge(hostile, hostile)));

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("You've earned Eve Bcc: everyone@example.com");
        assertThat(recipient(mail).getPersonal()).isEqualTo("Eve Bcc: everyone@example.com");
    }

    @Test
    void markupInANameIsShownAndNotRun() throws Exception {
        var name = "<script>alert(1)</script><img src=x onerror=\"alert('2')\">";
        var mail = arrived(TestMails.to(name, "eve@example.com", null, TestMails.badge(name, name)));

        assertThat(html(mail))
                .doesNotContain("<script", "<img src=x", "onerror=\"")
                .contains("&lt;script&gt;");
        assertThat(text(mail)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "@example.com",
                "a@b@example.com",
                "a b@example.com",
                "a@exa mple.com",
                "eve@example.com\r\nBcc: all@example.com",
                "eve@example.com, all@example.com",
                "Eve <eve@example.com>",
                "grüße@example.com"
            })
    void anAddressThatIsNotOneIsRefused(String address) {
        assertThatThrownBy(() -> composer.compose(TestMails.to("Eve", address, null, BADGE)))
                .isInstanceOf(AddressException.class);
    }

    @Test
    void anInternationalDomainIsWrittenInAscii() throws Exception {
        var mail = arrived(TestMails.to("Jürgen", "j@bücher.example", null, BADGE));

        assertThat(recipient(mail).getAddress()).isEqualTo("j@xn--bcher-kva.example");
    }

    /** What a mail program makes of the bytes that went over the wire. */
    private MimeMessage arrived(CredentialMail mail) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        composer.compose(mail).writeTo(bytes);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static String raw(MimeMessage mail) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toString(ISO_8859_1);
    }

    private static InternetAddress recipient(MimeMessage mail) throws MessagingException {
        return Arrays.stream(mail.getRecipients(Message.RecipientType.TO))
                .map(InternetAddress.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String text(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    }

    private static String html(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
    }
}
