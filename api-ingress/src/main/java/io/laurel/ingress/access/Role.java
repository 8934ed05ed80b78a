package io.laurel.ingress.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do in an organization; the one with the most rights first. */
public enum Role {
    OWNER,
    ADMIN,
    ISSUER,
    VIEWER;

    /** The role of the name, in any case. */
    @JsonCreator
    public static Role of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
