package io.laurel.notifier.webhook;

import io.laurel.contracts.EventId;
import io.laurel.contracts.OrganizationId;
import java.time.Instant;

/**
 * What subscribers are told of one happening.
 *
 * @param type the name that they subscribe to it by
 * @param at when it happened
 * @param body the very bytes that are sent, as text
 */
record WebhookEvent(EventId id, OrganizationId organization, String type, Instant at, String body) {

    /** What somebody asks for to see that deliveries arrive. Everybody is subscribed to it. */
    static final String TEST = "webhook.test";

    /** The event as the body and {@code webhook-id} name it. */
    static String publicId(EventId id) {
        return "evt_" + id;
    }
}
