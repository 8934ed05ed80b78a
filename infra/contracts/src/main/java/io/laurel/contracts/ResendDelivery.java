package io.laurel.contracts;

import java.time.Instant;
import java.util.UUID;

/**
 * Deliver an event to a webhook endpoint once more, whatever became of it before.
 *
 * @param requestId the same id is the same request
 * @param eventId what is delivered again, under the same {@code webhook-id}
 */
public record ResendDelivery(
        UUID requestId, OrganizationId organizationId, WebhookId webhookId, EventId eventId, Instant requestedAt)
        implements NotifierTask {

    @Override
    public String key() {
        return webhookId.toString();
    }
}
