package io.laurel.verifier.profile;

import io.laurel.contracts.ShortId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recipient's page.
 *
 * @param credentials those that they have claimed, that are public and in force; the newest first
 */
public record Profile(String slug, String name, @Nullable String headline, List<Shown> credentials) {

    /** A credential on it. */
    public record Shown(ShortId shortId, String badge, String imageSha256, String organization, Instant issuedAt) {}
}
