package io.laurel.notifier.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every mail has in common.
 *
 * @param from the sender's address
 */
@ConfigurationProperties("laurel.mail")
public record MailSettings(
        @DefaultValue("credentials@laurel.localhost") String from) {

    public MailSettings {
        try {
            new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("laurel.mail.from is not an e-mail address: " + from, e);
        }
        if (!from.contains("@")) {
            throw new IllegalArgumentException("laurel.mail.from has no domain: " + from);
        }
    }

    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }
}
