package io.laurel.localstack.mailbox;

import io.laurel.localstack.mailbox.MailFile.KeptMail;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a person reads it.
 *
 * @param id its number in the mailbox, counted from 1
 * @param to whom it was delivered to
 */
record Mail(
        int id,
        String to,
        @Nullable String from,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        Instant receivedAt,
        @Nullable String messageId) {

    private static final Session SESSION = Session.getInstance(new Properties());

    /** Reads any bytes; what is not a mail is shown as the text that it is. */
    static Mail read(KeptMail kept) throws IOException {
        var bytes = kept.message();
        try {
            var message = new MimeMessage(
                    SESSION,
                    new ByteArrayInputStream(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
            var bodies = new Bodies();
            bodies.collect(message);
            return new Mail(
                    kept.number() + 1,
                    kept.to(),
                    sender(message.getFrom()),
                    message.getSubject(),
                    bodies.text,
                    bodies.html,
                    kept.receivedAt(),
                    message.getMessageID());
        } catch (MessagingException e) {
            return new Mail(
                    kept.number() + 1,
                    kept.to(),
                    null,
                    null,
                    "(" + e.getMessage() + ")",
                    null,
                    kept.receivedAt(),
                    null);
        }
    }

    private static @Nullable String sender(Address @Nullable [] from) {
        if (from == null || from.length == 0) {
            return null;
        }
        return from[0] instanceof InternetAddress address ? address.toUnicodeString() : from[0].toString();
    }

    /** The first plain and the first HTML body, however deep. */
    private static final class Bodies {
        private @Nullable String text;
        private @Nullable String html;

        void collect(Part part) throws MessagingException, IOException {
            if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                return;
            }
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    collect(parts.getBodyPart(i));
                }
            } else if (text == null && part.isMimeType("text/plain")) {
                text = part.getContent().toString();
            } else if (html == null && part.isMimeType("text/html")) {
                html = part.getContent().toString();
            }
        }
    }
}
