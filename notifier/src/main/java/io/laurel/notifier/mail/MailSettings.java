package io.laurel.notifier.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every mail has in common.
 *
 * @param baseUrl where people and their mail programs reach Laurel, without a trailing slash
 * @param mail the sender
 */
@ConfigurationProperties("laurel")
public record MailSettings(
        @DefaultValue("http://localhost:8080") URI baseUrl,
        @DefaultValue Mail mail) {

    /** Settings of the sender. */
    public record Mail(
            @DefaultValue("credentials@laurel.localhost") String from) {

        public Mail {
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

    public MailSettings {
        if (!baseUrl.isAbsolute()
                || baseUrl.getHost() == null
                || baseUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "laurel.base-url is not an absolute URL without a trailing slash: " + baseUrl);
        }
    }
}
