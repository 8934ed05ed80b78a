package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.Base64Url;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigInteger;
import java.util.List;

/** JSON Web Keys (RFC 7517): OKP Ed25519 (RFC 8037), EC and RSA (RFC 7518, §6). */
final class Jwk {

    private static final int LONGEST = 1024;
    private static final byte UNCOMPRESSED = 4;
    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private Jwk() {}

    static PublicKey parse(JsonObject jwk, SignatureProvider provider) {
        // A private key that anyone can read signs for anyone.
        if (PRIVATE.stream().anyMatch(jwk::containsKey)) {
            throw new IllegalArgumentException("a JSON Web Key that shows its private half");
        }
        PublicKey key = switch (text(jwk, "kty")) {
            case "OKP" -> ed25519(jwk, provider);
            case "EC" -> ec(jwk);
            case "RSA" -> RsaPublicKey.of(number(jwk, "n"), number(jwk, "e"));
            default -> throw new UnknownKeyKindException("a JSON Web Key of a kind that is not known here");
        };
        checkUse(jwk, key);
        return key;
    }

    private static PublicKey ed25519(JsonObject jwk, SignatureProvider provider) {
        if (!text(jwk, "crv").equals("Ed25519")) {
            throw new UnknownKeyKindException("a JSON Web Key of a curve that is not known here");
        }
        return Ed25519PublicKey.of(Base64Url.decode(text(jwk, "x"), LONGEST), provider);
    }

    private static PublicKey ec(JsonObject jwk) {
        EcCurve curve = switch (text(jwk, "crv")) {
            case "P-256" -> EcCurve.P_256;
            case "P-384" -> EcCurve.P_384;
            default -> throw new UnknownKeyKindException("a JSON Web Key of a curve that is not known here");
        };
        byte[] x = Base64Url.decode(text(jwk, "x"), LONGEST);
        byte[] y = Base64Url.decode(text(jwk, "y"), LONGEST);
        if (x.length != curve.bytes() || y.length != curve.bytes()) {
            throw new IllegalArgumentException("a coordinate of another length than " + curve + "'s");
        }
        byte[] point = new byte[1 + x.length + y.length];
        point[0] = UNCOMPRESSED;
        System.arraycopy(x, 0, point, 1, x.length);
        System.arraycopy(y, 0, point, 1 + x.length, y.length);
        return EcPublicKey.of(curve, point);
    }

    /** RFC 7517, §4.2 to 4.4: a key says what it may be used for. */
    private static void checkUse(JsonObject jwk, PublicKey key) {
        if (jwk.containsKey("use") && !text(jwk, "use").equals("sig")) {
            throw new IllegalArgumentException("a JSON Web Key that is not for signatures");
        }
        if (jwk.get("key_ops") instanceof JsonArray uses
                && uses.stream()
                        .noneMatch(use -> use instanceof JsonString text
                                && text.getString().equals("verify"))) {
            throw new IllegalArgumentException("a JSON Web Key that is not for verifying");
        }
        if (jwk.containsKey("alg") && !isAlgorithmOf(key, text(jwk, "alg"))) {
            throw new IllegalArgumentException("a JSON Web Key for another algorithm");
        }
    }

    private static boolean isAlgorithmOf(PublicKey key, String algorithm) {
        return algorithm.equals(key.algorithm()) || (key instanceof Ed25519PublicKey && algorithm.equals("Ed25519"));
    }

    private static BigInteger number(JsonObject jwk, String member) {
        return new BigInteger(1, Base64Url.decode(text(jwk, member), LONGEST * 2));
    }

    private static String text(JsonObject jwk, String member) {
        if (jwk.get(member) instanceof JsonString text) {
            return text.getString();
        }
        throw new IllegalArgumentException("a JSON Web Key without " + member);
    }
}
