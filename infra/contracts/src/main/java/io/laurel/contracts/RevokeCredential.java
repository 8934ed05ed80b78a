package io.laurel.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Revoke a credential, for good.
 *
 * @param id the credential
 * @param recipientEmail whose credential it is: it is stored by its recipient, and decided in the order of theirs
 * @param reason one sentence for a person, 1 to 500 characters
 * @param requestId the request: when it arrives again it is the same revocation, while another one comes too late
 * @param requestedAt when the ingress accepted the request
 * @param replyTo who waits for the decision, if anyone
 */
public record RevokeCredential(
        CredentialId id,
        OrganizationId organizationId,
        String recipientEmail,
        String reason,
        UUID requestId,
        Instant requestedAt,
        @Nullable ReplyAddress replyTo)
        implements LifecycleCommand {

    public static final int MAX_REASON_LENGTH = 500;

    public RevokeCredential {
        if (reason.isBlank() || reason.codePointCount(0, reason.length()) > MAX_REASON_LENGTH) {
            throw new IllegalArgumentException("the reason of a revocation has 1 to 500 characters");
        }
    }
}
