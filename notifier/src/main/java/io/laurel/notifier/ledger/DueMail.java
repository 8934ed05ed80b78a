package io.laurel.notifier.ledger;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.UUID;

/**
 * A mail that is to be sent now.
 *
 * @param id names its row
 * @param attempts how many there were already
 */
record DueMail(UUID id, int attempts, Writing writing) {

    /** Writes the mail; done last, when its turn has come. */
    @FunctionalInterface
    interface Writing {

        /** @throws MessagingException when it cannot be written, now or later */
        @SuppressWarnings("MissingSummary")
        MimeMessage write() throws MessagingException;
    }
}
