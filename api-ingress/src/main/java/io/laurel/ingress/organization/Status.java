package io.laurel.ingress.organization;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an organization stands. Only an approved one issues. */
enum Status {
    PENDING_REVIEW,
    APPROVED,
    REJECTED,
    SUSPENDED;

    static Optional<Status> named(String name) {
        return Arrays.stream(values())
                .filter(status -> status.toString().equals(name))
                .findFirst();
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
