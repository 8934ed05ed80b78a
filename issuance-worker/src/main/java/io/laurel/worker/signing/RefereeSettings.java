package io.laurel.worker.signing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How closely the fast way to a signature is watched.
 *
 * @param share of the credentials that are signed the full way too, and compared: 0 for none, 1 for all
 */
@ConfigurationProperties("laurel.worker.referee")
record RefereeSettings(@DefaultValue("0.0001") double share) {

    RefereeSettings {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("laurel.worker.referee.share: from 0 to 1");
        }
    }
}
