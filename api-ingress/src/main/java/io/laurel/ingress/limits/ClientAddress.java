package io.laurel.ingress.limits;

import io.laurel.ingress.limits.LimitSettings.ProxyHeader;
import io.laurel.web.outbound.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose address a request comes from, when it passed through proxies that we trust. */
final class ClientAddress {

    private static final Pattern FOR =
            Pattern.compile("(?:^|[;,])\\s*for\\s*=\\s*(?:\"([^\"]*)\"|([^;,\\s]+))", Pattern.CASE_INSENSITIVE);

    private final List<Network> trusted;
    private final ProxyHeader header;

    ClientAddress(List<String> trustedProxies, ProxyHeader header) {
        this.trusted = trustedProxies.stream().map(Network::parse).toList();
        this.header = header;
    }

    /**
     * From the nearest hop outwards, the first address that is not one of our proxies: what lies beyond it could be made
     * up.
     */
    InetAddress of(String peer, @Nullable String forwarded, @Nullable String xForwardedFor) {
        var address = InetAddress.ofLiteral(peer);
        var hops = switch (header) {
            case FORWARDED -> forwarded == null ? List.<String>of() : forwardedFor(forwarded);
            case X_FORWARDED_FOR -> list(xForwardedFor);
        };
        for (int n = hops.size() - 1; n >= 0 && isTrusted(address); n--) {
            var next = literal(hops.get(n));
            if (next == null) {
                return address;
            }
            address = next;
        }
        return address;
    }

    /** What is counted together: an IPv4 address, or the /64 that one IPv6 customer usually holds. */
    static String counted(InetAddress address) {
        if (address instanceof Inet6Address six) {
            return "ip6/" + HexFormat.of().formatHex(six.getAddress(), 0, 8);
        }
        return "ip/" + address.getHostAddress();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address.getAddress()));
    }

    private static List<String> forwardedFor(String header) {
        var hops = new ArrayList<String>();
        var matcher = FOR.matcher(header);
        while (matcher.find()) {
            hops.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return hops;
    }

    private static List<String> list(@Nullable String header) {
        return header == null
                ? List.of()
                : Arrays.stream(header.split(",")).map(String::strip).toList();
    }

    private static @Nullable InetAddress literal(String hop) {
        String bare = hop.startsWith("[")
                ? hop.substring(1, Math.max(1, hop.indexOf(']')))
                : hop.replaceFirst("^([0-9.]+):[0-9]+$", "$1");
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
