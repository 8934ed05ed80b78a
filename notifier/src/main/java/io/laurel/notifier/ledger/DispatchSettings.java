package io.laurel.notifier.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How due notifications are worked off.
 *
 * @param senders connections to the mail server, each sending on its own
 * @param batch notifications claimed together, marked sent together, and repeated together if the notifier is killed between
 * @param batchTime a batch that takes longer ends early, so that its transaction stays short with a slow server
 * @param mailTime the longest that one mail may take, its connection included; then the attempt was in vain. A server that
 *     needs longer and takes the mail all the same has it sent again with each attempt
 * @param poll how often an idle sender looks for what has become due
 * @param attempts a mail deferred this often has failed; with the default delays, after about a day
 * @param firstDelay before the second attempt; doubled for each further one
 * @param longestDelay between two attempts
 * @param longestPause between two tries to reach a mail server that is away
 */
@Validated
@ConfigurationProperties("laurel.dispatch")
record DispatchSettings(
        @DefaultValue("2") @Min(1) @Max(64) int senders,
        @DefaultValue("100") @Min(1) @Max(1000) int batch,
        @DefaultValue("20s") Duration batchTime,
        @DefaultValue("3m") Duration mailTime,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("20") @Min(1) @Max(1000) int attempts,
        @DefaultValue("30s") Duration firstDelay,
        @DefaultValue("2h") Duration longestDelay,
        @DefaultValue("10s") Duration longestPause) {

    /** Looking up the server's name, writing down what was sent. */
    private static final Duration FOR_THE_REST = Duration.ofMinutes(1);

    DispatchSettings {
        requirePositive("laurel.dispatch.batch-time", batchTime);
        requirePositive("laurel.dispatch.mail-time", mailTime);
        requirePositive("laurel.dispatch.poll", poll);
        requirePositive("laurel.dispatch.first-delay", firstDelay);
        requirePositive("laurel.dispatch.longest-delay", longestDelay);
        requirePositive("laurel.dispatch.longest-pause", longestPause);
    }

    /**
     * How long the database may hear nothing of a transaction that holds mails: longer than a batch can take, or what was
     * sent would be rolled back, and sent again and again.
     */
    Duration longestSilence() {
        return batchTime.plus(mailTime).plus(FOR_THE_REST);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " is not longer than nothing: " + value);
        }
    }
}
