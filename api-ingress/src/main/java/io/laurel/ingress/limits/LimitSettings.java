package io.laurel.ingress.limits;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one may ask.
 *
 * @param perIp requests per minute of one address, or {@code off}
 * @param whenStoreIsAway whether requests pass or are refused while nothing can be counted
 * @param storeTimeout how long counting may take before the store counts as away; at least 250 ms
 * @param trustedProxies addresses and networks whose {@code Forwarded} and {@code X-Forwarded-For} are believed
 */
@ConfigurationProperties("laurel.limits")
record LimitSettings(
        @DefaultValue("100") String perIp,
        @DefaultValue("open") WhenStoreIsAway whenStoreIsAway,
        @DefaultValue("500ms") Duration storeTimeout,
        @DefaultValue List<String> trustedProxies) {

    enum WhenStoreIsAway {
        OPEN,
        CLOSED
    }

    LimitSettings {
        parse(perIp);
        trustedProxies.forEach(Network::of);
        if (storeTimeout.toMillis() < 250) {
            throw new IllegalArgumentException("laurel.limits.store-timeout must be at least 250ms");
        }
    }

    OptionalInt requestsPerMinuteOfAnAddress() {
        return parse(perIp);
    }

    private static OptionalInt parse(String perIp) {
        // "off" is a boolean to YAML.
        if (perIp.equals("off") || perIp.equals("false")) {
            return OptionalInt.empty();
        }
        if (!perIp.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("laurel.limits.per-ip must be a positive number or off: " + perIp);
        }
        return OptionalInt.of(Integer.parseInt(perIp));
    }
}
