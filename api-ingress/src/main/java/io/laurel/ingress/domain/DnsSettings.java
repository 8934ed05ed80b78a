package io.laurel.ingress.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to ask for DNS records.
 *
 * @param resolver a host and port, such as {@code 192.0.2.53:53}; null for those that the machine is set up with
 * @param timeout how long a look-up may take in all
 * @param lookAgainAfter how long a verified domain is believed before its proof is looked for again
 * @param grace how often in a row the proof may be missing before the domain is not verified any more
 */
@ConfigurationProperties("laurel.dns")
record DnsSettings(
        @Nullable String resolver,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("24h") Duration lookAgainAfter,
        @DefaultValue("3") int grace) {

    private static final int DNS_PORT = 53;

    DnsSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("laurel.dns.timeout must be positive");
        }
        if (lookAgainAfter.isNegative() || lookAgainAfter.isZero() || grace < 1) {
            throw new IllegalArgumentException("laurel.dns.look-again-after and laurel.dns.grace must be positive");
        }
        if (resolver != null && server(resolver).host().isEmpty()) {
            throw new IllegalArgumentException("laurel.dns.resolver must be a host and a port: " + resolver);
        }
    }

    /** Where a resolver listens. */
    record Server(String host, int port) {}

    @Nullable
    Server server() {
        return resolver == null ? null : server(resolver);
    }

    private static Server server(String text) {
        try {
            var parts = new URI("dns://" + text);
            var host = parts.getHost() == null ? "" : parts.getHost().replaceAll("[\\[\\]]", "");
            return new Server(host, parts.getPort() < 0 ? DNS_PORT : parts.getPort());
        } catch (URISyntaxException e) {
            return new Server("", DNS_PORT);
        }
    }
}
