package io.laurel.ingress.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its organization sees it.
 *
 * @param statusReason {@code gone} or {@code failing}, where it is stopped
 * @param failures how many attempts in a row failed
 * @param oldSecretSignsUntil after a rotation, how long the secret before signs beside the new one
 * @param secret shown once, when it is made; never again
 */
record Webhook(
        UUID id,
        String url,
        @Nullable String description,
        List<String> events,
        boolean isActive,
        Status status,
        @Nullable String statusReason,
        int failures,
        @Nullable Instant failingSince,
        Instant createdAt,
        @Nullable Instant oldSecretSignsUntil,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    /** Whether it is called. */
    enum Status {
        ACTIVE,
        /** It is switched off. */
        INACTIVE,
        /** It fails again and again, and is asked by one delivery at a time. */
        PAUSED,
        /** It is not called any more until it is switched on again. */
        STOPPED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Webhook with(String newSecret) {
        return new Webhook(
                id,
                url,
                description,
                events,
                isActive,
                status,
                statusReason,
                failures,
                failingSince,
                createdAt,
                oldSecretSignsUntil,
                newSecret);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
