package io.laurel.notifier.webhook;

import io.laurel.web.outbound.Network;
import io.laurel.web.outbound.OutboundSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are delivered.
 *
 * @param plainHttp whether {@code http} endpoints are called, too; for development
 * @param allow blocks such as {@code 127.0.0.0/8} that may be called although they are not public; for development
 * @param within how long an endpoint may take to answer
 * @param lanes how many endpoints are called at a time
 * @param atOnce how many requests one endpoint gets at a time, from each notifier
 * @param batch how many deliveries of an endpoint are claimed together
 * @param turn how long an endpoint keeps its lane while others wait for one
 * @param lease a notifier that vanished leaves its claimed deliveries to others after this long
 * @param poll how often is looked for what has become due by time alone
 * @param firstDelay before the second attempt; doubled for each further one
 * @param longestDelay between two attempts
 * @param giveUpAfter a delivery that was not taken by then has failed
 * @param pauseAfter so many failures in a row, of whatever deliveries, and the endpoint is asked by one delivery at a time, with pauses
 * @param firstPause the first pause; doubled for each further one
 * @param longestPause the longest pause
 * @param stopAfter an endpoint that took nothing for so long is not called any more until somebody switches it on again
 * @param keep how long the log of deliveries goes back
 */
@Validated
@ConfigurationProperties("laurel.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue @NotNull List<String> allow,
        @DefaultValue("10s") Duration within,
        @DefaultValue("128") @Min(1) @Max(4096) int lanes,
        @DefaultValue("4") @Min(1) @Max(64) int atOnce,
        @DefaultValue("100") @Min(1) @Max(1000) int batch,
        @DefaultValue("5s") Duration turn,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("5s") Duration firstDelay,
        @DefaultValue("2h") Duration longestDelay,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("10") @Min(1) int pauseAfter,
        @DefaultValue("30s") Duration firstPause,
        @DefaultValue("15m") Duration longestPause,
        @DefaultValue("3d") Duration stopAfter,
        @DefaultValue("30d") Duration keep) {

    /** The first of the answer that the log keeps. */
    static final int KEPT_OF_AN_ANSWER = 1024;

    private static final String USER_AGENT = "Laurel-Webhooks/1.0";

    WebhookSettings {
        // A bad block stops the start with its name.
        allow.forEach(Network::parse);
        requirePositive("within", within);
        requirePositive("turn", turn);
        requirePositive("poll", poll);
        requirePositive("first-delay", firstDelay);
        requirePositive("longest-delay", longestDelay);
        requirePositive("give-up-after", giveUpAfter);
        requirePositive("first-pause", firstPause);
        requirePositive("longest-pause", longestPause);
        requirePositive("stop-after", stopAfter);
        requirePositive("keep", keep);
        if (lease.compareTo(turn.plus(within)) <= 0) {
            throw new IllegalArgumentException(
                    "laurel.webhooks.lease must be longer than turn and within together, or deliveries are made twice");
        }
    }

    OutboundSettings outbound() {
        int connections = Math.multiplyExact(lanes, atOnce);
        return new OutboundSettings(
                plainHttp,
                allow.stream().map(Network::parse).toList(),
                within,
                KEPT_OF_AN_ANSWER,
                0,
                0,
                USER_AGENT,
                connections,
                // Endpoints of many organizations may be on one host: their lanes bound them, not the host.
                connections);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("laurel.webhooks." + name + " is not longer than nothing: " + value);
        }
    }
}
