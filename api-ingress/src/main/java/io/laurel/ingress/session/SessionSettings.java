package io.laurel.ingress.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people stay signed in.
 *
 * @param key signs the tokens: 32 random bytes in base64, the same for all instances of the ingress
 * @param tokenLife how long a token lets somebody in; a role that was taken away is noticed at once all the same
 * @param sessionLife how long a session can be refreshed after the sign-in
 */
@ConfigurationProperties("laurel.session")
record SessionSettings(
        SessionKey key,
        @DefaultValue("15m") Duration tokenLife,
        @DefaultValue("30d") Duration sessionLife) {

    SessionSettings {
        if (key == null) {
            throw new IllegalArgumentException(
                    "laurel.session.key is missing: 32 random bytes in base64, the same for all instances");
        }
        if (tokenLife.isNegative() || tokenLife.isZero() || sessionLife.compareTo(tokenLife) < 0) {
            throw new IllegalArgumentException(
                    "laurel.session: token-life must be positive and session-life not shorter");
        }
    }
}
