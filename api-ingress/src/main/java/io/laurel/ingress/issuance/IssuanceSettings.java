package io.laurel.ingress.issuance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a single request is answered.
 *
 * @param longestWait how long the worker's decision is waited for before the answer is 202
 * @param readsAsQueued how long an undecided request may be on the road before its id reads as unknown
 */
@ConfigurationProperties("laurel.issuance")
record IssuanceSettings(
        @DefaultValue("2s") Duration longestWait,
        @DefaultValue("24h") Duration readsAsQueued) {

    IssuanceSettings {
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw new IllegalArgumentException("laurel.issuance.longest-wait must be positive");
        }
        if (readsAsQueued.isNegative() || readsAsQueued.isZero()) {
            throw new IllegalArgumentException("laurel.issuance.reads-as-queued must be positive");
        }
    }
}
