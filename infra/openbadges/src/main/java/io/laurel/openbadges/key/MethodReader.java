package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/** Reads the key of a verification method as documents on the web write it. */
final class MethodReader {

    private static final int LONGEST = 128;
    private static final List<String> PRIVATE =
            List.of("secretKeyMultibase", "privateKeyMultibase", "privateKeyBase58", "privateKeyJwk", "secretKeyJwk");

    private MethodReader() {}

    /**
     * The key of a method.
     *
     * @throws UnknownKeyKindException if it is of a kind that is not known here
     * @throws IllegalArgumentException if it is unusable, or its private half is there to be read
     */
    static PublicKey key(JsonObject method, SignatureProvider provider) {
        if (PRIVATE.stream().anyMatch(method::containsKey)) {
            throw new IllegalArgumentException("its private half is published");
        }
        String type = StrictJson.text(method, "type");
        return switch (type) {
            case "Multikey", "EcdsaSecp256r1VerificationKey2019" -> multikeyOrJwk(method, provider);
            case "Ed25519VerificationKey2020", "Ed25519VerificationKey2018" -> ed25519(method, provider);
            case "JsonWebKey", "JsonWebKey2020" -> jwk(method, provider);
            default -> {
                if (method.containsKey("kty")) {
                    yield Jwk.parse(method, provider);
                }
                if (method.containsKey("publicKeyJwk") || method.containsKey("publicKeyMultibase")) {
                    yield multikeyOrJwk(method, provider);
                }
                throw new UnknownKeyKindException("a key of a kind that is not known here: " + type);
            }
        };
    }

    private static PublicKey multikeyOrJwk(JsonObject method, SignatureProvider provider) {
        return method.containsKey("publicKeyJwk")
                ? jwk(method, provider)
                : Multikey.parse(StrictJson.text(method, "publicKeyMultibase"), provider);
    }

    private static PublicKey jwk(JsonObject method, SignatureProvider provider) {
        if (method.get("publicKeyJwk") instanceof JsonObject jwk) {
            return Jwk.parse(jwk, provider);
        }
        throw new IllegalArgumentException("it has no publicKeyJwk");
    }

    private static PublicKey ed25519(JsonObject method, SignatureProvider provider) {
        PublicKey key = method.get("publicKeyBase58") instanceof JsonString base58
                ? Ed25519PublicKey.of(Multibase.decode("z" + base58.getString(), LONGEST), provider)
                : multikeyOrJwk(method, provider);
        if (!(key instanceof Ed25519PublicKey)) {
            throw new IllegalArgumentException("it is not the Ed25519 key that it says");
        }
        return key;
    }
}
