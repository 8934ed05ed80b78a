package io.laurel.openbadges.proof;

import io.laurel.openbadges.key.Relationship;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier asks of every proof (VC Data Integrity 1.0, §4.4).
 *
 * @param purpose the {@code proofPurpose}, for which the key must be listed too
 * @param now the time at which proofs and keys must not have expired
 * @param controller who must control every key, usually the credential's issuer; {@code null} to take any
 * @param domain the {@code domain} that the signer was asked to sign for; {@code null} if none was asked for
 * @param challenge the {@code challenge} that the signer was given; {@code null} if none was given
 */
public record Expectation(
        Relationship purpose,
        Instant now,
        @Nullable String controller,
        @Nullable String domain,
        @Nullable String challenge) {

    /** Proofs of a credential, by whomever. */
    public static Expectation ofCredential(Instant now) {
        return new Expectation(Relationship.ASSERTION_METHOD, now, null, null, null);
    }

    /** Proofs of a presentation, by whomever. */
    public static Expectation ofPresentation(Instant now, @Nullable String domain, @Nullable String challenge) {
        return new Expectation(Relationship.AUTHENTICATION, now, null, domain, challenge);
    }

    /** The same, by keys of one controller. */
    public Expectation by(String controller) {
        return new Expectation(purpose, now, controller, domain, challenge);
    }
}
