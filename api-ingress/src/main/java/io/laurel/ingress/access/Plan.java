package io.laurel.ingress.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an organization has subscribed to, and what that includes. */
public enum Plan {
    FREE(0, 1, 100),
    PROFESSIONAL(1, 2, null),
    ENTERPRISE(null, null, null);

    private final @Nullable Integer apiKeys;
    private final @Nullable Integer owners;
    private final @Nullable Integer badges;

    Plan(@Nullable Integer apiKeys, @Nullable Integer owners, @Nullable Integer badges) {
        this.apiKeys = apiKeys;
        this.owners = owners;
        this.badges = badges;
    }

    /** The plan of the name, in any case. */
    @JsonCreator
    public static Plan of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** How many API keys can work at a time. */
    public OptionalInt mostApiKeys() {
        return most(apiKeys);
    }

    public OptionalInt mostOwners() {
        return most(owners);
    }

    public OptionalInt mostBadges() {
        return most(badges);
    }

    public boolean isPaid() {
        return this != FREE;
    }

    private static OptionalInt most(@Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
