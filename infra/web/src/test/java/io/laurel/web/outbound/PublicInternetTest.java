package io.laurel.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicInternetTest {

    private static final PublicInternet PUBLIC = new PublicInternet(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "8.8.8.8",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "2606:2800:220:1::1",
                "64:ff9b::8.8.8.8",
                "2002:0808:0808::1"
            })
    void whatIsPublicMayBeAsked(String address) {
        assertThat(PUBLIC.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "0.1.2.3",
                "127.0.0.1", "127.255.255.254",
                "10.0.0.1", "172.16.0.1",
                "172.31.255.255", "192.168.1.1",
                "100.64.0.1", "100.127.255.255",
                "169.254.169.254", "169.254.0.1",
                "192.0.0.1", "192.0.2.1",
                "198.18.0.1", "198.51.100.1",
                "203.0.113.9", "224.0.0.1",
                "239.255.255.255", "240.0.0.1",
                "255.255.255.255", "::",
                "::1", "::ffff:127.0.0.1",
                "::ffff:10.1.1.1", "::127.0.0.1",
                "fe80::1", "fec0::1",
                "fc00::1", "fdff::1",
                "fd00:ec2::254", "ff02::1",
                "64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254",
                "64:ff9b:1::1", "2002:7f00:1::1",
                "2002:a9fe:a9fe::", "2001::1",
                "2001:db8::1", "3fff::1",
                "100::1", "5f00::1"
            })
    void whatLeadsBackInsideMayNot(String address) {
        assertThat(PUBLIC.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void anAllowedBlockMayBeAskedAndNothingBesideIt() {
        var addresses = new PublicInternet(List.of(Network.parse("10.1.0.0/20"), Network.parse("::1")));

        assertThat(addresses.contains(InetAddress.ofLiteral("10.1.15.255"))).isTrue();
        assertThat(addresses.contains(InetAddress.ofLiteral("10.1.16.0"))).isFalse();
        assertThat(addresses.contains(InetAddress.ofLiteral("::1"))).isTrue();
        assertThat(addresses.contains(InetAddress.ofLiteral("::2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "", "::/129"})
    void whatIsNoBlockIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }
}
