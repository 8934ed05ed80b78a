package io.laurel.notifier.mail;

import io.laurel.contracts.PublicAddresses;
import io.laurel.contracts.ShortId;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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
        var message = new ReadyMessage(session, mail.eventId(), settings.domain(), clock.instant());
        message.setSender(settings.from(), content.organization() + " via Laurel");
        message.setAddressee(mail.recipientEmail(), content.recipient());
        // RFC 2919: lets people sort an organization's mails into a folder.
        message.setHeader("List-Id", "<" + mail.badge().organizationSlug() + ".credentials." + settings.domain() + ">");
        message.setLetter(letter, content);
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
            URI link) {}
}
