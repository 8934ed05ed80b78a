package io.laurel.ingress.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.laurel.web.ApiException;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an organization has subscribed to, and what that includes. */
public enum Plan {
    FREE(0, 1, 100, 1_000),
    PROFESSIONAL(1, 2, null, 1_000),
    ENTERPRISE(null, null, null, 5_000);

    private final @Nullable Integer apiKeys;
    private final @Nullable Integer owners;
    private final @Nullable Integer badges;
    private final int monthlyRecipients;

    Plan(@Nullable Integer apiKeys, @Nullable Integer owners, @Nullable Integer badges, int monthlyRecipients) {
        this.apiKeys = apiKeys;
        this.owners = owners;
        this.badges = badges;
        this.monthlyRecipients = monthlyRecipients;
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

    /** How many different people may receive a credential in a month where no other number was contracted. The worker decides. */
    public int monthlyRecipients() {
        return monthlyRecipients;
    }

    public boolean isPaid() {
        return this != FREE;
    }

    /** Refuses what the Free plan does not include. */
    public void requirePaid(String otherwise) {
        if (!isPaid()) {
            throw ApiException.forbidden(otherwise);
        }
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
