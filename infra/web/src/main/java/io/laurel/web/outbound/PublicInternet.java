package io.laurel.web.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those that lead back into somebody's house: loopback, private and shared
 * networks, link-local ones with the clouds' metadata service, multicast, and all that the registries of special
 * addresses (RFC 6890 and what was added since) reserve.
 */
final class PublicInternet {

    private static final List<Network> RESERVED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    // Teredo, benchmarking, ORCHID and their like; documentation; 6to4 is judged by what it embeds.
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20")
            .map(Network::parse)
            .toList();

    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
    private static final Network NAT64 = Network.parse("64:ff9b::/96");

    private final List<Network> allowed;

    /**
     * @param allowed blocks that may be reached although they are not public
     */
    PublicInternet(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean contains(InetAddress address) {
        // The JDK itself turns an IPv4-mapped address into the IPv4 one.
        return contains(address.getAddress());
    }

    private boolean contains(byte[] address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return true;
        }
        if (address.length == 4) {
            return !isReserved(address);
        }
        // Addresses that a gateway turns into the IPv4 address within.
        if (NAT64.contains(address)) {
            return contains(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return contains(Arrays.copyOfRange(address, 2, 6));
        }
        return GLOBAL_UNICAST.contains(address) && !isReserved(address);
    }

    private static boolean isReserved(byte[] address) {
        return RESERVED.stream().anyMatch(network -> network.contains(address));
    }
}
