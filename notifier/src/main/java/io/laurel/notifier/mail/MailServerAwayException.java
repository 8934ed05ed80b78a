package io.laurel.notifier.mail;

/** The mail server takes no mail at all: it is away, does not let us in, or does not know our sender address. */
public final class MailServerAwayException extends Exception {

    MailServerAwayException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
