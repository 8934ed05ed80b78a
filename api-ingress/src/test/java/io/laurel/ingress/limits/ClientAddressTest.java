package io.laurel.ingress.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.ingress.limits.LimitSettings.ProxyHeader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private static final List<String> TRUSTED = List.of("10.0.0.0/8", "::1");

    private final ClientAddress addresses = new ClientAddress(TRUSTED, ProxyHeader.X_FORWARDED_FOR);

    @Test
    void aPeerThatIsNotTrustedSpeaksOnlyForItself() {
        assertThat(of("203.0.113.9", null, "198.51.100.1")).isEqualTo("203.0.113.9");
    }

    @Test
    void aTrustedProxyIsBelievedUpToTheFirstStranger() {
        assertThat(of("10.1.2.3", null, "1.1.1.1, 198.51.100.1, 10.9.9.9")).isEqualTo("198.51.100.1");
        var standard = new ClientAddress(TRUSTED, ProxyHeader.FORWARDED);
        assertThat(standard.of("10.1.2.3", "for=1.1.1.1, for=\"198.51.100.1:4711\";proto=https", null)
                        .getHostAddress())
                .isEqualTo("198.51.100.1");
        assertThat(standard.of("::1", "for=\"[2001:db8::7]:80\"", null).getHostAddress())
                .isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    /** Proxies pass on what a client writes under the name that they do not write themselves. */
    @Test
    void theHeaderThatNoProxyOfOursWritesIsNotRead() {
        assertThat(of("10.1.2.3", "for=1.1.1.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(new ClientAddress(TRUSTED, ProxyHeader.FORWARDED)
                        .of("10.1.2.3", null, "1.1.1.1")
                        .getHostAddress())
                .isEqualTo("10.1.2.3");
    }

    @Test
    void whatIsNoAddressEndsTheSearch() {
        assertThat(of("10.1.2.3", null, "198.51.100.1, unknown")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", null, null)).isEqualTo("10.1.2.3");
    }

    @Test
    void oneIpv6CustomerIsCountedAsOne() {
        assertThat(ClientAddress.counted(InetAddress.ofLiteral("2001:db8::1")))
                .isEqualTo(ClientAddress.counted(InetAddress.ofLiteral("2001:db8::ffff:1")));
    }

    @Test
    void aSettingThatIsWrongStopsTheStartWithItsName() {
        assertThatThrownBy(() -> settings("many")).hasMessageContaining("laurel.limits.per-ip");
        assertThat(settings("off").requestsPerMinuteOfAnAddress()).isNull();
        assertThat(settings("100").requestsPerMinuteOfAnAddress()).isEqualTo(100);
    }

    private static LimitSettings settings(String perIp) {
        return new LimitSettings(
                perIp,
                "3",
                LimitSettings.WhenStoreIsAway.OPEN,
                Duration.ofMinutes(5),
                Duration.ofMillis(500),
                List.of(),
                ProxyHeader.X_FORWARDED_FOR);
    }

    private String of(String peer, @Nullable String forwarded, @Nullable String xForwardedFor) {
        return addresses.of(peer, forwarded, xForwardedFor).getHostAddress();
    }
}
