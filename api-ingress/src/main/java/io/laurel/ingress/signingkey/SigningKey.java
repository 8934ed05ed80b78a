package io.laurel.ingress.signingkey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a key, as the issuer's DID document lists it.
 *
 * @param type {@code Multikey} of those that sign credentials, {@code JsonWebKey} of those that sign JWTs
 * @param retiredAt null while it is in use
 */
record SigningKey(
        UUID id,
        String type,
        String verificationMethod,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String publicKeyMultibase,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue @Nullable
        String publicKeyJwk,

        Instant createdAt,
        @Nullable Instant retiredAt) {}
