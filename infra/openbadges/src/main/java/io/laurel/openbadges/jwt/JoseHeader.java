package io.laurel.openbadges.jwt;

import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.SignatureProvider;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The header of a token (RFC 7515, §4), of which nothing is believed but how to look for the key. */
record JoseHeader(JsonObject json) {

    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256", "ES384", "EdDSA", "Ed25519");

    /** What {@code typ} says of a credential, and of a presentation; either may be called just a JWT. */
    static final Set<String> CREDENTIAL = Set.of("JWT", "VC+JWT", "VC-LD+JWT", "VC+LD+JWT", "VC+LD+JSON+JWT");

    static final Set<String> PRESENTATION = Set.of("JWT", "VP+JWT", "VP-LD+JWT", "VP+LD+JWT", "VP+LD+JSON+JWT");

    /** Extensions that change what is signed; whoever does not know them must not go on. */
    private static final List<String> UNKNOWN = List.of("crit", "b64", "zip", "enc");

    /** Why the token cannot be taken, whatever its signature; or nothing. */
    Optional<String> objection(String kind, Set<String> types) {
        for (String extension : UNKNOWN) {
            if (json.containsKey(extension)) {
                return Optional.of("The token's header asks for what is not understood here: " + extension + ".");
            }
        }
        if (json.containsKey("typ") && !types.contains(type())) {
            return Optional.of("The token says that it is something else than a " + kind + ".");
        }
        if (algorithm().isEmpty()) {
            return Optional.of("The token names no algorithm.");
        }
        // Neither says who signed: the one is no signature, the other's key is in every verifier's hands.
        if (algorithm().equalsIgnoreCase("none")
                || algorithm().toUpperCase(Locale.ROOT).startsWith("HS")) {
            return Optional.of("The token is not signed with a private key.");
        }
        if (json.containsKey("kid") && keyId().isEmpty()) {
            return Optional.of("The token's kid is not a text.");
        }
        if (json.containsKey("jwk") && !(json.get("jwk") instanceof JsonObject)) {
            return Optional.of("The token's jwk is not a key.");
        }
        return Optional.empty();
    }

    private String type() {
        return StrictJson.text(json, "typ").toUpperCase(Locale.ROOT).replaceFirst("^APPLICATION/", "");
    }

    String algorithm() {
        return StrictJson.text(json, "alg");
    }

    boolean isKnown() {
        return ALGORITHMS.contains(algorithm());
    }

    /** Whether a key signs by the header's algorithm; a key that could do with two would make one of them a way in. */
    boolean isFor(PublicKey key) {
        String algorithm = algorithm().equals("Ed25519") ? "EdDSA" : algorithm();
        return key.algorithm().equals(algorithm);
    }

    /** The key's name, or empty. */
    String keyId() {
        return StrictJson.text(json, "kid");
    }

    /** Whether the key that the header shows, if it shows one, is this. */
    boolean agreesWith(PublicKey key) {
        try {
            return !(json.get("jwk") instanceof JsonObject jwk)
                    || PublicKey.ofJwk(jwk, SignatureProvider.BOUNCY_CASTLE).equals(key);
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }
}
