package io.laurel.worker.issuance;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision and a signature need of a badge. */
public record IssuableBadge(
        BadgeId id,
        OrganizationId organizationId,
        String slug,
        String name,
        String description,
        String criteria,
        String imageSha256,
        @Nullable Integer expiresInDays,
        List<String> tags,
        boolean active) {

    /** Equally long after each issuance: by that the ingress finds what has expired. */
    @Nullable
    Instant expiry(Instant issuedAt) {
        return expiresInDays == null ? null : issuedAt.plus(Duration.ofDays(expiresInDays));
    }
}
