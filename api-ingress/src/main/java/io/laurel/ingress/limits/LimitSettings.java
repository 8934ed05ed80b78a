package io.laurel.ingress.limits;

import io.laurel.web.outbound.Network;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one may ask.
 *
 * @param perIp requests per minute of one address, or {@code off}
 * @param signIn tries to sign in, to register or to be sent a mail, per quarter of an hour of one address, or {@code off}
 * @param whenStoreIsAway whether requests pass or are refused while nothing can be counted
 * @param believeSeenFor while requests pass uncounted and the whole database is away: how long after a key or a session was last seen
 *     alive by this instance it is believed unseen; zero for not at all
 * @param storeTimeout how long counting may take before the store counts as away; at least 250 ms
 * @param trustedProxies addresses and networks whose header of the client's address is believed
 * @param proxyHeader which header that is; most proxies write {@code X-Forwarded-For}
 */
@ConfigurationProperties("laurel.limits")
record LimitSettings(
        @DefaultValue("100") String perIp,
        @DefaultValue("3") String signIn,
        @DefaultValue("open") WhenStoreIsAway whenStoreIsAway,
        @DefaultValue("5m") Duration believeSeenFor,
        @DefaultValue("500ms") Duration storeTimeout,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x_forwarded_for") ProxyHeader proxyHeader) {

    /** What our proxies write. They pass on what a client writes under the other name, so that one is never read. */
    enum ProxyHeader {
        X_FORWARDED_FOR,
        FORWARDED
    }

    enum WhenStoreIsAway {
        OPEN,
        CLOSED
    }

    LimitSettings {
        NumberOrOff.parse("laurel.limits.per-ip", perIp);
        NumberOrOff.parse("laurel.limits.sign-in", signIn);
        trustedProxies.forEach(Network::parse);
        if (believeSeenFor.isNegative()) {
            throw new IllegalArgumentException("laurel.limits.believe-seen-for must not be negative");
        }
        if (storeTimeout.toMillis() < 250) {
            throw new IllegalArgumentException("laurel.limits.store-timeout must be at least 250ms");
        }
    }

    @Nullable
    Integer requestsPerMinuteOfAnAddress() {
        return NumberOrOff.parse("laurel.limits.per-ip", perIp);
    }

    @Nullable
    Integer signInsOfAnAddress() {
        return NumberOrOff.parse("laurel.limits.sign-in", signIn);
    }
}
