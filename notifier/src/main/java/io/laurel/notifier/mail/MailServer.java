package io.laurel.notifier.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The mail server that {@code spring.mail.*} names. */
@Component
public final class MailServer {

    private final JavaMailSenderImpl mail;
    private final Session session;

    MailServer(JavaMailSenderImpl mail) {
        mail.getJavaMailProperties().put("mail.smtp.socketFactory", new PromptSockets());
        this.mail = mail;
        this.session = mail.getSession();
    }

    /** A way to the server of one's own; nothing is opened before a mail needs it. */
    public MailRoute route() {
        return new MailRoute(this);
    }

    Session session() {
        return session;
    }

    Transport connect() throws MessagingException {
        var protocol = mail.getProtocol();
        var transport = session.getTransport(protocol == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : protocol);
        transport.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
        return transport;
    }
}
