package io.laurel.notifier.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** The mail server that {@code spring.mail.*} names. */
@Component
public final class MailServer {

    private final JavaMailSenderImpl mail;
    private final ScheduledThreadPoolExecutor timer;

    MailServer(JavaMailSenderImpl mail) {
        this.mail = mail;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("mail-timer").daemon().factory());
        // Nearly every mail is through long before its time is over.
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.MINUTES);
        timer.allowCoreThreadTimeOut(true);
    }

    /**
     * A way to the server of one's own; nothing is opened before a mail needs it.
     *
     * @param atMost how long one mail may take, with all that it needs of the server
     */
    public MailRoute route(Duration atMost) {
        var sockets = new TimedSockets(timer);
        return new MailRoute(this, session(sockets), sockets, atMost);
    }

    Session session() {
        return mail.getSession();
    }

    private Session session(TimedSockets sockets) {
        var properties = new Properties();
        properties.putAll(mail.getSession().getProperties());
        var prefix = "mail." + protocol();
        properties.put(prefix + ".socketFactory", sockets);
        // Sockets that the library makes instead of ours would be waited for without end.
        properties.put(prefix + ".socketFactory.fallback", "false");
        if (properties.get(prefix + ".ssl.socketFactory") instanceof SSLSocketFactory tls) {
            properties.put(prefix + ".ssl.socketFactory", new TimedTls(tls, sockets));
        }
        return Session.getInstance(properties);
    }

    Transport connect(Session session) throws MessagingException {
        var transport = session.getTransport(protocol());
        transport.connect(mail.getHost(), mail.getPort(), mail.getUsername(), mail.getPassword());
        return transport;
    }

    private String protocol() {
        return Objects.requireNonNullElse(mail.getProtocol(), JavaMailSenderImpl.DEFAULT_PROTOCOL);
    }
}
