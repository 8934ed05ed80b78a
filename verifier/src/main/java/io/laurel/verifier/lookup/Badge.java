package io.laurel.verifier.lookup;

import io.laurel.contracts.BadgeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organization's template that credentials are issued from. */
public record Badge(
        BadgeId id,
        String slug,
        String name,
        String description,
        String criteria,
        String imageSha256,
        @Nullable String externalUrl,
        List<String> tags) {}
