package io.laurel.ingress.limits;

import org.jspecify.annotations.Nullable;

/** A limit as an operator sets it: a positive number, or {@code off}. */
public final class NumberOrOff {

    private NumberOrOff() {}

    /**
     * Reads a setting; null is off.
     *
     * @param property its full name, for the refusal of anything else
     */
    public static @Nullable Integer parse(String property, String limit) {
        // "off" is a boolean to YAML.
        if (limit.equals("off") || limit.equals("false")) {
            return null;
        }
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(property + " must be a positive number or off: " + limit);
        }
        return Integer.valueOf(limit);
    }
}
