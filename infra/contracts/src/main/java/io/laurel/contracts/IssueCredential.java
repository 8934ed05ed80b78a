package io.laurel.contracts;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Issue a badge to a recipient.
 *
 * @param id the request, and the credential that it leads to
 * @param evidenceUrl an absolute http or https URL, if any
 * @param isPublic whether strangers may see the credential
 * @param requestedAt when the ingress accepted the request
 * @param fingerprint a hash of the request's content where the client named the request itself ({@code Idempotency-Key}):
 *     the same id with another fingerprint is a different request under a used name
 * @param cohortRow the row of a cohort that asks, if any
 * @param replyTo who waits for the decision, if anyone
 */
public record IssueCredential(
        CredentialId id,
        OrganizationId organizationId,
        BadgeId badgeId,
        Recipient recipient,
        @Nullable URI evidenceUrl,
        boolean isPublic,
        Instant requestedAt,
        @Nullable String fingerprint,
        @Nullable CohortRow cohortRow,
        @Nullable ReplyAddress replyTo)
        implements IssuanceCommand {

    @Override
    public String recipientEmail() {
        return recipient.email();
    }
}
