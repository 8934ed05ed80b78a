package io.laurel.ingress.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An organization's domain.
 *
 * @param domain as people read it
 * @param isShown whether the public sees it: verified, and of an organization whose plan includes it
 * @param verifiedAt null until it is proved
 */
record Domain(
        String domain,
        State status,
        boolean isShown,
        Txt record,
        Instant createdAt,
        @Nullable Instant verifiedAt) {

    /** How far the proof is. */
    enum State {
        PENDING,
        VERIFIED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The record that proves it. */
    record Txt(String type, String name, String value) {}
}
