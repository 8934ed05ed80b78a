package io.laurel.ingress.portal;

import io.laurel.ingress.limits.NumberOrOff;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a code to sign in may be asked for.
 *
 * @param codesPerMailbox how many are mailed to one address in ten minutes; who asks for more is answered alike
 * @param codesPerSource how many may be asked for from one source address in ten minutes, or {@code off}; a school has one
 */
@ConfigurationProperties("laurel.portal")
record PortalSettings(
        @DefaultValue("3") int codesPerMailbox,
        @DefaultValue("60") String codesPerSource) {

    PortalSettings {
        if (codesPerMailbox < 1) {
            throw new IllegalArgumentException("laurel.portal.codes-per-mailbox must be positive: " + codesPerMailbox);
        }
        NumberOrOff.parse("laurel.portal.codes-per-source", codesPerSource);
    }

    @Nullable
    Integer mostCodesOfSource() {
        return NumberOrOff.parse("laurel.portal.codes-per-source", codesPerSource);
    }
}
