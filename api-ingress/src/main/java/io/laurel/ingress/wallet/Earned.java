package io.laurel.ingress.wallet;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential as its recipient sees it.
 *
 * @param status computed: valid, pending (to be claimed), expired or revoked
 */
record Earned(
        UUID id,
        String credentialId,
        String badgeName,
        URI imageUrl,
        String issuerName,
        URI issuerUrl,
        String status,
        Instant issuanceDate,
        @Nullable Instant expirationDate,
        @Nullable Instant claimedAt,
        @Nullable Instant revokedAt,
        boolean isPublic,
        URI verificationUrl,
        @Nullable UUID supersedesCredentialId,
        @Nullable UUID supersededByCredentialId) {}
