package io.laurel.contracts;

import java.util.UUID;

/**
 * Where a decision is waited for.
 *
 * @param partition the waiting ingress instance's own partition of {@link Topics#ISSUANCE_REPLIES}
 * @param correlation which of its waiting requests
 */
public record ReplyAddress(int partition, UUID correlation) {}
