package io.laurel.ingress.lms;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What sources may be.
 *
 * @param mostPerOrganization how many an organization may have
 */
@ConfigurationProperties("laurel.lms")
record LmsSettings(@DefaultValue("50") int mostPerOrganization) {

    LmsSettings {
        if (mostPerOrganization < 1) {
            throw new IllegalArgumentException("laurel.lms.most-per-organization must be 1 or more");
        }
    }
}
