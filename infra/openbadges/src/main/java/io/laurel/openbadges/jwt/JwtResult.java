package io.laurel.openbadges.jwt;

import io.laurel.openbadges.proof.ProofResult;
import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What came of checking a token.
 *
 * @param proof whether its signature is the issuer's, and its claims agree with the credential in it
 * @param credential the credential or presentation in it, without the token's own claims; {@code null} if none could be read. Believe it only if the proof is
 *     {@link ProofResult.Valid}
 */
public record JwtResult(ProofResult proof, @Nullable JsonObject credential) {}
