package io.laurel.web.outbound;

import java.time.Duration;
import java.util.List;

/**
 * How far a look-up may go.
 *
 * @param plainHttp whether {@code http} addresses are asked, too; for development
 * @param allowed blocks that may be reached although they are not public
 * @param within how long a look-up may take, from the first packet to the last, redirects included
 * @param mostBytes how large an answer may be, after it is decompressed
 * @param mostRedirects how many redirects are followed
 * @param remembered how many answers are kept for as long as their senders allow; one larger than {@value
 *     #LARGEST_REMEMBERED} bytes is not
 * @param userAgent what we call ourselves
 * @param mostConnections how many connections are open at a time
 * @param mostConnectionsToOne how many of them lead to one host
 */
public record OutboundSettings(
        boolean plainHttp,
        List<Network> allowed,
        Duration within,
        int mostBytes,
        int mostRedirects,
        int remembered,
        String userAgent,
        int mostConnections,
        int mostConnectionsToOne) {

    static final int LARGEST_REMEMBERED = 256 * 1024;

    public OutboundSettings {
        allowed = List.copyOf(allowed);
        if (within.isNegative() || within.isZero() || mostBytes <= 0 || mostRedirects < 0 || remembered < 0) {
            throw new IllegalArgumentException("an outbound look-up needs time and room");
        }
        if (mostConnectionsToOne <= 0 || mostConnections < mostConnectionsToOne) {
            throw new IllegalArgumentException("an outbound look-up needs a connection");
        }
    }

    /** With as many connections as look-ups need. */
    public OutboundSettings(
            boolean plainHttp,
            List<Network> allowed,
            Duration within,
            int mostBytes,
            int mostRedirects,
            int remembered,
            String userAgent) {
        this(plainHttp, allowed, within, mostBytes, mostRedirects, remembered, userAgent, 64, 8);
    }
}
