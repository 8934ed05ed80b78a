package io.laurel.ingress.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential that somebody brought along; it was genuine and in force when it was imported.
 *
 * @param name the achievement's
 * @param issuer the issuer's name, or its identifier where it has none
 * @param credential as it was handed in, JSON-LD or a compact JWT; not in lists
 */
record Imported(
        UUID id,
        String name,
        String issuer,
        @Nullable Instant issuanceDate,
        @Nullable Instant expirationDate,
        Instant importedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String credential) {}
