package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;

/**
 * Send the mail about a credential once more.
 *
 * @param follows the last mail about it: of several requests that saw the same last mail, one is carried out
 * @param requestedAt when it was asked for
 */
public record ResendCredentialMail(
        EventId follows, OrganizationId organizationId, CredentialId credentialId, Instant requestedAt)
        implements NotifierTask {

    /** How long after a mail it is not sent again, unless it failed. */
    public static final Duration COOLDOWN = Duration.ofDays(7);

    /** The last mail must not have been sent later than this. Both sides ask the request, so that what the one says the other does. */
    @JsonIgnore
    public Instant sentBefore() {
        return requestedAt.minus(COOLDOWN);
    }

    /** The mail that this task asks for. */
    public EventId eventId() {
        return new EventId(UuidCreator.getNameBasedSha1(follows.value(), "again"));
    }

    @Override
    public String key() {
        return credentialId.toString();
    }
}
