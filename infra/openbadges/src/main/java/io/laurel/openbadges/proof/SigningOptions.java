package io.laurel.openbadges.proof;

import io.laurel.openbadges.key.Relationship;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a new proof says of itself (VC Data Integrity 1.0, §2.1).
 *
 * @param created when it is made; cut to whole seconds
 * @param purpose what the key is listed for
 * @param expires when it ends; cut to whole seconds; {@code null} for never
 * @param domain for whom it is made; {@code null} for anyone
 * @param challenge what it answers; {@code null} for nothing
 */
public record SigningOptions(
        Instant created,
        Relationship purpose,
        @Nullable Instant expires,
        @Nullable String domain,
        @Nullable String challenge) {

    /** A credential's proof. */
    public static SigningOptions ofCredential(Instant created) {
        return new SigningOptions(created, Relationship.ASSERTION_METHOD, null, null, null);
    }

    /** A presentation's proof. */
    public static SigningOptions ofPresentation(Instant created, @Nullable String domain, @Nullable String challenge) {
        return new SigningOptions(created, Relationship.AUTHENTICATION, null, domain, challenge);
    }
}
