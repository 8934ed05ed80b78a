package io.laurel.notifier.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.ShortId;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the mail about a credential, as HTML and as plain text. The same event always makes the same Message-ID. */
@Component
public final class MailComposer {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Session session;
    private final MailSettings settings;
    private final PublicAddresses addresses;
    private final Clock clock;
    private final Letter issued = new Letter("issued");
    private final Letter renewed = new Letter("renewed");

    MailComposer(MailServer server, MailSettings settings, PublicAddresses addresses, Clock clock) {
        this.session = server.session();
        this.settings = settings;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Composes a mail, ready to be sent.
     *
     * @throws MessagingException when the recipient's address cannot be written to
     */
    public MimeMessage compose(CredentialMail mail) throws MessagingException {
        var letter = mail.supersedesShortId() == null ? issued : renewed;
        var content = content(mail);
        var message = new ReadyMessage(session, mail.eventId(), settings.domain());
        message.setFrom(named(settings.from(), content.organization() + " via Laurel"));
        message.setRecipient(
                Message.RecipientType.TO,
                named(MailAddress.strict(mail.recipientEmail()).getAddress(), content.recipient()));
        message.setSubject(letter.subject.execute(content).strip(), "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        // RFC 3834: no vacation notices in answer; the second is the same for Exchange.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        // RFC 2919: lets people sort an organization's mails into a folder.
        message.setHeader("List-Id", "<" + mail.badge().organizationSlug() + ".credentials." + settings.domain() + ">");
        message.setAlternatives(letter.text.execute(content), letter.html.execute(content));
        return message;
    }

    private Content content(CredentialMail mail) {
        return new Content(
                OneLine.of(mail.recipientName()),
                OneLine.of(mail.badge().name()),
                OneLine.of(mail.badge().description()),
                addresses.image(mail.badge().imageSha256()),
                OneLine.of(mail.badge().organizationName()),
                mail.shortId(),
                mail.supersedesShortId(),
                mail.expiresAt() == null ? null : DAY.format(mail.expiresAt()),
                addresses.verification(new ShortId(mail.shortId())));
    }

    private static InternetAddress named(String address, String name) {
        try {
            return new InternetAddress(address, name, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    /** What the templates can show. */
    private record Content(
            String recipient,
            String badge,
            String description,
            URI imageUrl,
            String organization,
            String credentialId,
            @Nullable String supersedes,
            @Nullable String expires,
            URI verifyUrl) {}

    /**
     * A message that is written as its bytes: left to itself, the mail library goes through every body octet by octet, at
     * several times the cost of all else.
     */
    private static final class ReadyMessage extends MimeMessage {

        private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();

        ReadyMessage(Session session, UUID name, String domain) throws MessagingException {
            super(session);
            setHeader("Message-ID", "<" + name + "@" + domain + ">");
            setHeader("MIME-Version", "1.0");
        }

        void setAlternatives(String text, String html) throws MessagingException {
            // Never a line of base64, so it needs no search for a boundary that the content does not hold.
            var boundary = "=_alternative";
            setHeader("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
            var body = "--" + boundary + part("text/plain", text) + "--" + boundary + part("text/html", html) + "--"
                    + boundary + "--\r\n";
            content = body.getBytes(US_ASCII);
            modified = false;
            saved = true;
        }

        private static String part(String type, String text) {
            return "\r\nContent-Type: " + type + "; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + BASE64.encodeToString(text.getBytes(UTF_8)) + "\r\n";
        }
    }

    private static final class Letter {

        private final Template subject;
        private final Template text;
        private final Template html;

        Letter(String name) {
            var plain = Mustache.compiler()
                    .withLoader(MailComposer::template)
                    .escapeHTML(false)
                    .emptyStringIsFalse(true);
            subject = plain.loadTemplate(name + ".subject.txt");
            text = plain.loadTemplate(name + ".txt");
            html = plain.escapeHTML(true).loadTemplate(name + ".html");
        }
    }

    private static Reader template(String name) {
        try (var in = Objects.requireNonNull(
                        MailComposer.class.getResourceAsStream("/mail/" + name), "no mail template " + name);
                var reader = new InputStreamReader(in, UTF_8)) {
            return Reader.of(reader.readAllAsString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
