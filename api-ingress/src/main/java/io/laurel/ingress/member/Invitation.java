package io.laurel.ingress.member;

import com.fasterxml.jackson.annotation.JsonValue;
import io.laurel.ingress.access.Role;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * An invitation that was not answered yet, as the organization sees it.
 *
 * @param invitedBy the name of who asks
 * @param expiresAt seven days after its newest mail
 */
record Invitation(
        UUID id, String email, Role role, Status status, String invitedBy, Instant createdAt, Instant expiresAt) {

    /** Whether it can be answered. */
    enum Status {
        OPEN,
        EXPIRED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
