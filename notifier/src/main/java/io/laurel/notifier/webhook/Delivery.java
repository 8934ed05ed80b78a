package io.laurel.notifier.webhook;

import io.laurel.contracts.EventId;
import java.time.Instant;

/**
 * One event that is to be told to one endpoint now.
 *
 * @param attempts how many there were already
 * @param dueAt when it became due, to be due again as it was if its turn does not come
 * @param giveUpAt after this it has failed
 */
record Delivery(EventId event, String type, String body, int attempts, Instant dueAt, Instant giveUpAt) {}
