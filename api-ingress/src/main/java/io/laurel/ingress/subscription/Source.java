package io.laurel.ingress.subscription;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an organization came by its plan. */
enum Source {
    PAID,
    GRANTED,
    PARTNER;

    static Optional<Source> named(String name) {
        return Arrays.stream(values())
                .filter(source -> source.toString().equals(name))
                .findFirst();
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
