package io.laurel.notifier.mail;

import io.laurel.contracts.PublicAddresses;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails to compose, and servers to send them to. */
public final class TestMails {

    public static final UUID EVENT = UUID.fromString("679be056-d98b-54fd-bb4b-889f4c566a7e");
    public static final MailSettings SETTINGS = new MailSettings("credentials@laurel.example");

    private TestMails() {}

    public static MailServer server(int port) {
        var mail = new JavaMailSenderImpl();
        mail.setHost("localhost");
        mail.setPort(port);
        mail.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "5000");
        mail.getJavaMailProperties().setProperty("mail.smtp.timeout", "5000");
        return new MailServer(mail);
    }

    public static MailComposer composer(MailServer server, Clock clock) {
        return new MailComposer(server, SETTINGS, new PublicAddresses(URI.create("http://localhost:8080")), clock);
    }

    public static NoticeComposer noticeComposer(MailServer server, Clock clock) {
        return new NoticeComposer(server, SETTINGS, clock);
    }

    static MailBadge badge(String name, String organization) {
        return new MailBadge(
                name,
                "Writes programs that keep their promises when many things happen at once: threads, locks, queues and what can go wrong between them.",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "academy",
                organization);
    }

    static CredentialMail to(String name, String email, @Nullable String supersedes, MailBadge badge) {
        return new CredentialMail(
                EVENT, "CRD-7K2M9XQ4", supersedes, name, email, Instant.parse("2028-01-15T12:00:00Z"), badge);
    }

    /** What the templates make of a text in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("=", "&#x3D;");
    }
}
