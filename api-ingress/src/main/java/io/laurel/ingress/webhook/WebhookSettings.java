package io.laurel.ingress.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What endpoints may be.
 *
 * @param plainHttp whether {@code http} URLs are accepted, too; for development, and of use only where the notifier calls them
 * @param mostPerOrganization how many an organization may have: each of its events is delivered to each of them
 * @param oldSecretSigns how long after a rotation the secret before still signs
 */
@ConfigurationProperties("laurel.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue("20") int mostPerOrganization,
        @DefaultValue("24h") Duration oldSecretSigns) {

    WebhookSettings {
        if (mostPerOrganization < 1) {
            throw new IllegalArgumentException("laurel.webhooks.most-per-organization must be 1 or more");
        }
        if (oldSecretSigns.isNegative()) {
            throw new IllegalArgumentException("laurel.webhooks.old-secret-signs must not be negative");
        }
    }
}
