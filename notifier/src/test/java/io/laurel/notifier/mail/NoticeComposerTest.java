package io.laurel.notifier.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Recipient;
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
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeComposerTest {

    private static final UUID ID = UUID.fromString("0190a000-0000-7000-8000-000000000006");
    private static final URI LINK = URI.create("https://laurel.example/x?token=abc&next=%2F");

    private final NoticeComposer composer = TestMails.noticeComposer(
            TestMails.server(0), Clock.fixed(Instant.parse("2026-01-15T10:00:00Z"), ZoneOffset.UTC));

    /** One notice of each kind about these names. */
    static Stream<Notice> notices(Recipient to, String name) {
        return Stream.of(
                new Notice.VerifyAddress(ID, to, LINK),
                new Notice.AddressTaken(ID, to, LINK),
                new Notice.ResetPassword(ID, to, LINK),
                new Notice.SignInCode(ID, to, "048371", LINK),
                new Notice.Invited(ID, to, name, name, Notice.Role.ISSUER, LINK),
                new Notice.RoleChanged(ID, to, name, Notice.Role.ADMIN),
                new Notice.OrganizationReviewed(ID, to, name, Notice.Status.APPROVED, null, LINK),
                new Notice.OrganizationReviewed(ID, to, name, Notice.Status.REJECTED, name, LINK),
                new Notice.OrganizationReviewed(ID, to, name, Notice.Status.SUSPENDED, name, LINK),
                new Notice.MemberRemoved(ID, to, name),
                new Notice.PlanChanged(ID, to, name, Notice.Plan.ENTERPRISE, Instant.parse("2027-01-15T12:00:00Z")),
                new Notice.PlanChanged(ID, to, name, Notice.Plan.FREE, null),
                new Notice.GrantEnded(ID, to, name, Notice.Plan.PROFESSIONAL),
                new Notice.DomainUnverified(ID, to, name, name),
                new Notice.WebhookInTrouble(ID, to, name, name, Notice.Trouble.FAILING),
                new Notice.WebhookInTrouble(ID, to, name, name, Notice.Trouble.STOPPED),
                new Notice.WebhookInTrouble(ID, to, name, name, Notice.Trouble.GONE));
    }

    private static boolean leadsSomewhere(Notice notice) {
        return switch (notice) {
            case Notice.VerifyAddress _,
                    Notice.AddressTaken _,
                    Notice.ResetPassword _,
                    Notice.SignInCode _,
                    Notice.Invited _,
                    Notice.OrganizationReviewed _ -> true;
            case Notice.RoleChanged _,
                    Notice.MemberRemoved _,
                    Notice.PlanChanged _,
                    Notice.GrantEnded _,
                    Notice.DomainUnverified _,
                    Notice.WebhookInTrouble _ -> false;
        };
    }

    static Stream<Notice> toAda() {
        return notices(new Recipient("Ada Lovelace", "ada@example.com"), "Academy of Letters");
    }

    @ParameterizedTest
    @MethodSource("toAda")
    void eachKindSaysWhatItIsAboutInBothForms(Notice notice) throws Exception {
        var mail = arrived(notice);

        assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@laurel.example>");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(mail.getSubject()).isNotBlank().doesNotContain("{{");
        assertThat(text(mail)).startsWith("Hello Ada Lovelace,").doesNotContain("{{", "null", "\n\n\n");
        assertThat(html(mail)).contains("<bdi>Ada Lovelace</bdi>").doesNotContain("{{", "null");
        if (leadsSomewhere(notice)) {
            assertThat(text(mail)).contains("\n" + LINK + "\n");
            assertThat(html(mail))
                    .contains("href=\"https://laurel.example/x?token&#x3D;abc&amp;next&#x3D;%2F\"")
                    .doesNotContain("href=\"\"");
        }
    }

    @Test
    void anInvitationSaysWhoAsksToWhatAndWhatThatAllows() throws Exception {
        var mail = arrived(new Notice.Invited(
                ID,
                new Recipient("Ada", "ada@example.com"),
                "Academy of Letters",
                "Grace Hopper",
                Notice.Role.ISSUER,
                LINK));

        assertThat(mail.getSubject()).isEqualTo("Grace Hopper invites you to Academy of Letters");
        assertThat(text(mail)).contains("at Laurel as an Issuer", "issue credentials");
        assertThat(html(mail)).contains("at Laurel as an Issuer", "See the invitation");
    }

    @Test
    void aCodeStandsOutInTheMailAndIsNotInItsSubject() throws Exception {
        var mail = arrived(new Notice.SignInCode(ID, new Recipient("Ada", "ada@example.com"), "048371", LINK));

        assertThat(mail.getSubject()).isEqualTo("Your code to sign in");
        assertThat(text(mail)).contains("\n\n048371\n\n", "10 minutes", "30 minutes");
        assertThat(html(mail)).contains(">048371</strong>", "10 minutes", "30 minutes");
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleHasItsWords(Notice.Role role) throws Exception {
        var mail = arrived(new Notice.RoleChanged(ID, new Recipient("Ada", "ada@example.com"), "Academy", role));

        assertThat(mail.getSubject())
                .matches("You are now an? " + role.name().charAt(0)
                        + role.name().substring(1).toLowerCase(Locale.ROOT) + " of Academy");
    }

    @Test
    void aGrantedPlanSaysWhenItEnds() throws Exception {
        var to = new Recipient("Ada", "ada@example.com");
        var until = Instant.parse("2027-01-15T12:00:00Z");
        var granted = arrived(new Notice.PlanChanged(ID, to, "Academy", Notice.Plan.ENTERPRISE, until));
        var paid = arrived(new Notice.PlanChanged(ID, to, "Academy", Notice.Plan.PROFESSIONAL, null));

        assertThat(granted.getSubject()).isEqualTo("Academy is on the Enterprise plan now");
        assertThat(text(granted)).contains("granted until 15 January 2027");
        assertThat(html(granted)).contains("granted until 15 January 2027");
        assertThat(text(paid)).doesNotContain("granted");
        assertThat(html(paid)).doesNotContain("granted");
    }

    @Test
    void aWebhooksTroubleSaysWhereItIsAndWhatFollows() throws Exception {
        var to = new Recipient("Ada", "ada@example.com");
        var failing = arrived(new Notice.WebhookInTrouble(ID, to, "Academy", "hooks.example", Notice.Trouble.FAILING));
        var gone = arrived(new Notice.WebhookInTrouble(ID, to, "Academy", "hooks.example", Notice.Trouble.GONE));

        assertThat(failing.getSubject()).isEqualTo("Your webhook at hooks.example is failing");
        assertThat(text(failing)).contains("events are being lost");
        assertThat(gone.getSubject()).isEqualTo("Your webhook at hooks.example has been stopped");
        assertThat(html(gone)).contains("410 Gone");
    }

    @Test
    void aReviewersReasonIsGivenWhereThereIsOne() throws Exception {
        var to = new Recipient("Ada", "ada@example.com");
        var without = arrived(new Notice.OrganizationReviewed(ID, to, "Academy", Notice.Status.REJECTED, null, LINK));
        var with = arrived(new Notice.OrganizationReviewed(
                ID, to, "Academy", Notice.Status.REJECTED, "Your web site\r\ndoes not <answer>.", LINK));

        assertThat(text(without)).doesNotContain("reviewer");
        assertThat(text(with)).contains("What the reviewer says: “Your web site does not <answer>.”");
        assertThat(html(with)).contains("does not &lt;answer&gt;.").doesNotContain("<answer>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien",
                "Ångström",
                "李雷",
                "עמנואל קנט",
                "عبد الله",
                "Zoë 👩🏽‍🎓 \uD83C\uDDE9\uD83C\uDDEA",
                "Ñandú \"quoted\" <angle>, Jr.; (x) & {{link}}",
            })
    void aNameOfAnyScriptArrivesIntactInEveryKind(String name) throws Exception {
        for (var notice : notices(new Recipient(name, "ada@example.com"), name).toList()) {
            var mail = arrived(notice);

            assertThat(((InternetAddress) mail.getRecipients(Message.RecipientType.TO)[0]).getPersonal())
                    .isEqualTo(name);
            assertThat(text(mail)).contains("Hello " + name + ",");
            assertThat(html(mail)).contains("<bdi>" + TestMails.escaped(name) + "</bdi>");
            if (notice instanceof Notice.Invited) {
                assertThat(mail.getSubject()).isEqualTo(name + " invites you to " + name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\u2028", "\r\n\r\n", "\u0085", "\u0000"})
    void noNameAddsAHeaderOrALine(String end) throws Exception {
        var hostile = "Eve" + end + "Bcc: everyone@example.com" + end;
        for (var notice :
                notices(new Recipient(hostile, "eve@example.com"), hostile).toList()) {
            var mail = arrived(notice);

            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(raw(mail)).doesNotContainPattern("(?m)^Bcc:");
            assertThat(text(mail)).startsWith("Hello Eve Bcc: everyone@example.com,");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nobody", "a@b@example.com", "eve@example.com\r\nbcc: all@example.com", "a@example.com, b@x.de"})
    void anAddressThatIsNotOneIsRefused(String address) {
        assertThatThrownBy(() -> composer.compose(new Notice.VerifyAddress(ID, new Recipient("Eve", address), LINK)))
                .isInstanceOf(AddressException.class);
    }

    @Test
    void anInternationalDomainIsWrittenInAscii() throws Exception {
        var mail = arrived(new Notice.VerifyAddress(ID, new Recipient("Jürgen", "j@bücher.example"), LINK));

        assertThat(((InternetAddress) mail.getAllRecipients()[0]).getAddress()).isEqualTo("j@xn--bcher-kva.example");
    }

    /** What a mail program makes of the bytes that went over the wire. */
    private MimeMessage arrived(Notice notice) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        composer.compose(notice).writeTo(bytes);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static String raw(MimeMessage mail) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        mail.writeTo(bytes);
        return bytes.toString(ISO_8859_1);
    }

    private static String text(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    }

    private static String html(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
    }
}
