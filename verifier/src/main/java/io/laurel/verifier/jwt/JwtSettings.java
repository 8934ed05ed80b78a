package io.laurel.verifier.jwt;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How JWTs that are not there yet are waited for.
 *
 * @param longestWait how long a request waits for the worker
 * @param mostWaiting how many requests of this instance may wait at a time; more are sent away
 * @param askAgainAfter how long after it was asked for a JWT is not asked for again
 */
@Validated
@ConfigurationProperties("laurel.verifier.jwt")
record JwtSettings(
        @DefaultValue("5s") Duration longestWait,
        @DefaultValue("100") @Min(1) int mostWaiting,
        @DefaultValue("15s") Duration askAgainAfter) {

    JwtSettings {
        if (longestWait.isNegative() || askAgainAfter.isNegative()) {
            throw new IllegalArgumentException("laurel.verifier.jwt: times are not negative");
        }
    }
}
