package io.laurel.contracts;

import java.util.UUID;

/**
 * The answer to whoever waits for a decision; the value of {@link Topics#ISSUANCE_REPLIES}.
 *
 * @param correlation the {@link ReplyAddress#correlation()} of the command
 */
public record IssuanceReply(UUID correlation, Outcome outcome) {}
