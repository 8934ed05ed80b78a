package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claim a credential for its recipient, once.
 *
 * @param id the credential
 * @param recipientEmail who claims it: nobody but its recipient can
 * @param requestId the request: when it arrives again it is the same claim, while another one comes too late
 * @param requestedAt when the ingress accepted the request
 * @param replyTo who waits for the decision, if anyone
 */
public record ClaimCredential(
        CredentialId id,
        OrganizationId organizationId,
        String recipientEmail,
        UUID requestId,
        Instant requestedAt,
        @Nullable ReplyAddress replyTo)
        implements LifecycleCommand {

    /** A new request: UUIDv7, ordered by time. */
    public static UUID randomRequest() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
