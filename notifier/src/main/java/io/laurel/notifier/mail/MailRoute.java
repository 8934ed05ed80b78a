package io.laurel.notifier.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** One connection to the mail server, opened when a mail needs it; for one thread. */
public final class MailRoute implements AutoCloseable {

    private final MailServer server;
    private final Session session;
    private final TimedSockets sockets;
    private final Duration atMost;
    private @Nullable Transport transport;

    MailRoute(MailServer server, Session session, TimedSockets sockets, Duration atMost) {
        this.server = server;
        this.session = session;
        this.sockets = sockets;
        this.atMost = atMost;
    }

    /**
     * Hands over one mail. One that takes too long is deferred, for it may have been the mail.
     *
     * @throws MailServerAwayException when this says nothing about the mail, only about the server
     */
    public Delivery send(MimeMessage message) throws MailServerAwayException {
        var limit = sockets.limit(atMost);
        try {
            var delivery = handOver(message);
            return limit.isOver() && delivery instanceof Delivery.Deferred(var reason)
                    ? new Delivery.Deferred("not taken within " + atMost.toSeconds() + " s: " + reason)
                    : delivery;
        } finally {
            limit.close();
            if (limit.isOver()) {
                hangUp();
            }
        }
    }

    private Delivery handOver(MimeMessage message) throws MailServerAwayException {
        var open = open();
        try {
            open.sendMessage(message, message.getAllRecipients());
            return new Delivery.Accepted();
        } catch (MessagingException e) {
            if (isAboutTheSender(e)) {
                hangUpInTime();
                throw new MailServerAwayException(e);
            }
            if (!open.isConnected()) {
                hangUpInTime();
            }
            return delivery(e);
        }
    }

    private Transport open() throws MailServerAwayException {
        if (transport != null) {
            return transport;
        }
        try {
            var opened = server.connect(session);
            transport = opened;
            return opened;
        } catch (MessagingException e) {
            throw new MailServerAwayException(e);
        }
    }

    /** What is said to {@code MAIL FROM} is said to every mail alike. */
    private static boolean isAboutTheSender(MessagingException failure) {
        return failure instanceof SMTPSendFailedException send
                && send.getCommand() != null
                && send.getCommand().startsWith("MAIL");
    }

    private static Delivery delivery(MessagingException failure) {
        for (Exception e = failure; e != null; e = next(e)) {
            int code = replyCode(e);
            if (code >= 500) {
                return new Delivery.Refused(OneLine.of(String.valueOf(e.getMessage())));
            }
            if (code >= 400) {
                return new Delivery.Deferred(OneLine.of(String.valueOf(e.getMessage())));
            }
        }
        return new Delivery.Deferred(OneLine.of(String.valueOf(failure.getMessage())));
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static int replyCode(Exception e) {
        return switch (e) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
        };
    }

    @Override
    public void close() {
        hangUp();
    }

    /** Ends the connection; the next mail opens another. */
    public void hangUp() {
        try (var _ = sockets.limit(atMost)) {
            hangUpInTime();
        }
    }

    private void hangUpInTime() {
        if (transport != null) {
            try {
                transport.close();
            } catch (MessagingException e) {
                // The server has hung up already: nothing is lost, every mail handed over was answered.
            }
            transport = null;
        }
    }
}
