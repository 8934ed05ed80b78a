package io.laurel.ingress.portal;

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
        parse(codesPerSource);
    }

    @Nullable
    Integer mostCodesOfSource() {
        return parse(codesPerSource);
    }

    private static @Nullable Integer parse(String limit) {
        // "off" is a boolean to YAML.
        if (limit.equals("off") || limit.equals("false")) {
            return null;
        }
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "laurel.portal.codes-per-source must be a positive number or off: " + limit);
        }
        return Integer.valueOf(limit);
    }
}
