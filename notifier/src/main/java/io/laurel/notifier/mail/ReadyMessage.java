package io.laurel.notifier.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/**
 * A message that is written as its bytes: left to itself, the mail library goes through every body octet by octet, at
 * several times the cost of all else.
 */
final class ReadyMessage extends MimeMessage {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();

    /** @param name what the mail is about: sent again, it is recognizable as the same */
    @SuppressWarnings("MissingSummary")
    ReadyMessage(Session session, UUID name, String domain, Instant now) throws MessagingException {
        super(session);
        setHeader("Message-ID", "<" + name + "@" + domain + ">");
        setHeader("MIME-Version", "1.0");
        setSentDate(Date.from(now));
        // RFC 3834: no vacation notices in answer; the second is the same for Exchange.
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "All");
    }

    void setSender(String address, String name) throws MessagingException {
        setFrom(named(address, name));
    }

    /** @throws MessagingException when the address cannot be written to */
    @SuppressWarnings("MissingSummary")
    void setAddressee(String address, String name) throws MessagingException {
        setRecipient(Message.RecipientType.TO, named(MailAddress.strict(address).getAddress(), name));
    }

    void setLetter(Letter letter, Object content) throws MessagingException {
        setSubject(letter.subject(content), "UTF-8");
        setAlternatives(letter.text(content), letter.html(content));
    }

    private void setAlternatives(String text, String html) throws MessagingException {
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

    private static InternetAddress named(String address, String name) {
        try {
            return new InternetAddress(address, name, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }
}
