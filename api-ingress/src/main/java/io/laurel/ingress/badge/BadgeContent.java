package io.laurel.ingress.badge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What credentials say of their badge, besides its name: it stays as it is from the first credential on.
 *
 * @param image the picture's address
 */
record BadgeContent(
        String description,
        String criteria,
        String image,
        @Nullable Integer expiresInDays,
        List<String> tags) {}
