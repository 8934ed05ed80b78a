package io.laurel.ingress.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential as its issuer sees it.
 *
 * @param status computed: valid, pending, expired or revoked
 * @param ob3Credential the signed document, as it was signed; only where one credential is asked for
 */
public record Credential(
        UUID id,
        String credentialId,
        UUID badgeId,
        String badgeName,
        String recipientName,
        String recipientEmail,
        String status,
        Instant issuanceDate,
        @Nullable Instant expirationDate,
        @Nullable Instant claimedAt,
        @Nullable Instant revokedAt,
        boolean isPublic,
        URI verificationUrl,
        @Nullable UUID supersedesCredentialId,
        @Nullable UUID supersededByCredentialId,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String ob3Credential) {}
