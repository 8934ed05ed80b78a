package io.laurel.ingress.badge;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A badge as its organization sees it. */
record Badge(
        UUID id,
        String name,
        String slug,
        String description,
        String criteria,
        URI imageUrl,
        @Nullable String externalUrl,
        @Nullable Integer expiresInDays,
        List<String> tags,
        boolean isActive,
        Instant createdAt,
        URI publicUrl,
        URI achievementUrl) {}
