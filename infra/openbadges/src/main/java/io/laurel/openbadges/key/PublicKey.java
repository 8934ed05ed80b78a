package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.JsonText;
import jakarta.json.JsonObject;

/** A public key that checks signatures, each kind by exactly one algorithm. Instances are immutable and thread-safe. */
public sealed interface PublicKey permits Ed25519PublicKey, EcPublicKey, RsaPublicKey {

    /**
     * Whether a signature is this key's over a message. Signatures of another length or form are not.
     *
     * @param signature Ed25519: 64 bytes (RFC 8032, §5.1.7); EC: r and s in fixed length (64 or 96 bytes); RSA: as long as the modulus
     */
    boolean verify(byte[] message, byte[] signature);

    /** The {@code alg} of JSON Web Signatures under this key (RFC 7518, §3.1; RFC 8037): EdDSA, ES256, ES384 or RS256. */
    String algorithm();

    /** Writes the members of this key's JSON Web Key (RFC 7517) into an open object. */
    JsonText jwk(JsonText json);

    /** This key's JSON Web Key. */
    default String jwk() {
        return jwk(new JsonText(512).open('{')).close('}').toString();
    }

    /**
     * Reads a Multikey: Ed25519, P-256 or P-384 in base58btc or base64url (Controlled Identifiers 1.0, §2.2.2).
     *
     * @throws IllegalArgumentException if it is none, or its key is unusable
     */
    static PublicKey ofMultikey(String multikey, SignatureProvider provider) {
        return Multikey.parse(multikey, provider);
    }

    /**
     * Reads a JSON Web Key: OKP Ed25519, EC P-256 or P-384, RSA of 2048 to 8192 bits.
     *
     * @throws IllegalArgumentException if it is none, holds a private key, or its key is unusable
     */
    static PublicKey ofJwk(JsonObject jwk, SignatureProvider provider) {
        return Jwk.parse(jwk, provider);
    }
}
