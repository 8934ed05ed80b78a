package io.laurel.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;

/**
 * Deliver an event that means nothing to a webhook endpoint, for its owner to see that it arrives.
 *
 * @param eventId the event that is made up: the same id is the same event
 */
public record SendTestEvent(EventId eventId, OrganizationId organizationId, WebhookId webhookId, Instant requestedAt)
        implements NotifierTask {

    public static EventId randomEvent() {
        return new EventId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String key() {
        return webhookId.toString();
    }
}
