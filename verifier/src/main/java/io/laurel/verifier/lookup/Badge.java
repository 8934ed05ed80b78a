package io.laurel.verifier.lookup;

import io.laurel.contracts.BadgeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The organization's template that credentials are issued from.
 *
 * @param hasSvg the image came as an SVG, which is kept beside its PNG rendition
 */
public record Badge(
        BadgeId id,
        String slug,
        String name,
        String description,
        String criteria,
        String imageSha256,
        boolean hasSvg,
        @Nullable String externalUrl,
        List<String> tags) {}
