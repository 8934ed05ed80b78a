package io.laurel.verifier.vcapi;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the service the VC API may take.
 *
 * @param atOnce how many documents are judged at a time; more are told to come back
 */
@ConfigurationProperties("laurel.verifier.vc-api")
record VcApiProperties(@DefaultValue("16") int atOnce) {

    VcApiProperties {
        if (atOnce < 1) {
            throw new IllegalArgumentException("laurel.verifier.vc-api.at-once must be at least 1");
        }
    }
}
