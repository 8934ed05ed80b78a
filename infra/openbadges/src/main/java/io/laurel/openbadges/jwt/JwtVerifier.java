package io.laurel.openbadges.jwt;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.jsonld.SafeMode;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.Relationship;
import io.laurel.openbadges.key.Resolution;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.ProofResult;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.NotChecked;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks credentials that are JSON Web Tokens: Open Badges 3.0, §8.2, and Securing Verifiable Credentials using JOSE and COSE, §3.1. RS256,
 * ES256, ES384, EdDSA. The key must be one that the credential's issuer lists, however the header names or shows it. Thread-safe.
 */
public final class JwtVerifier {

    private static final int LONGEST_TOKEN = 1 << 20;
    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int LONGEST_SIGNATURE = 2 * 1024;

    private final KeyResolver keys;

    /** A verifier that looks for keys where it is told. */
    public JwtVerifier(KeyResolver keys) {
        this.keys = keys;
    }

    /** The three parts of a token, read. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and gone when the check is done
    private record Token(JoseHeader header, JsonObject claims, byte[] signed, byte[] signature) {}

    /**
     * Checks a token.
     *
     * @param compact the token in compact form, {@code header.payload.signature}
     * @param now the time at which the issuer's key and the token itself must not have expired; the credential's own dates are not judged
     */
    public JwtResult verify(String compact, Instant now) {
        return checked(compact, token -> proof(token, now), Claims::credential);
    }

    /**
     * Checks a token that is a presentation (VC JOSE/COSE, §3.1.2), by a key that its holder lists for authentication.
     *
     * @param audience whom its {@code aud} must name; {@code null} for anyone
     * @param nonce what its {@code nonce} must be; {@code null} for anything
     */
    public JwtResult verifyPresentation(
            String compact, @Nullable String audience, @Nullable String nonce, Instant now) {
        return checked(compact, token -> presentationProof(token, audience, nonce, now), Claims::presentation);
    }

    private static JwtResult checked(
            String compact, Function<Token, ProofResult> check, UnaryOperator<JsonObject> document) {
        Token token;
        try {
            token = read(compact);
        } catch (IllegalArgumentException | JsonLdException noToken) {
            return new JwtResult(new Invalid("This is no signed token: " + noToken.getMessage() + "."), null);
        }
        return new JwtResult(check.apply(token), document.apply(token.claims()));
    }

    private static Token read(String compact) {
        if (compact.length() > LONGEST_TOKEN) {
            throw new IllegalArgumentException("longer than 1 MB");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("it has not three parts");
        }
        return new Token(
                new JoseHeader(StrictJson.object(Base64Url.decode(parts[0], LONGEST_HEADER))),
                StrictJson.object(Base64Url.decode(parts[1], LONGEST_TOKEN)),
                (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                Base64Url.decode(parts[2], LONGEST_SIGNATURE));
    }

    private ProofResult proof(Token token, Instant now) {
        // 1. What the token says of itself.
        Optional<String> objection = token.header()
                .objection("credential", JoseHeader.CREDENTIAL)
                .or(() -> Claims.objection(token.claims(), now));
        if (objection.isPresent()) {
            return new Invalid(objection.get());
        }
        if (token.claims().containsKey("vc") && !token.claims().containsKey("@context")) {
            return new NotChecked("The credential is wrapped in a vc claim, as before data model 2.0.");
        }
        String issuer = StrictJson.issuer(token.claims());
        if (!SafeMode.isAbsolute(issuer)) {
            return new Invalid("The credential names no issuer.");
        }
        // 2. The issuer's key, and the signature.
        return signedBy(issuer, Relationship.ASSERTION_METHOD, token, now);
    }

    private ProofResult presentationProof(Token token, @Nullable String audience, @Nullable String nonce, Instant now) {
        JsonObject claims = token.claims();
        Optional<String> objection = token.header()
                .objection("presentation", JoseHeader.PRESENTATION)
                .or(() -> Claims.presentationObjection(claims, audience, nonce, now));
        if (objection.isPresent()) {
            return new Invalid(objection.get());
        }
        if (claims.containsKey("vp") && !claims.containsKey("@context")) {
            return new NotChecked("The presentation is wrapped in a vp claim, as before data model 2.0.");
        }
        String named = StrictJson.identifier(claims, "holder");
        String holder = named.isEmpty() ? StrictJson.text(claims, "iss") : named;
        return SafeMode.isAbsolute(holder)
                ? signedBy(holder, Relationship.AUTHENTICATION, token, now)
                : new Invalid("The presentation names no holder.");
    }

    private ProofResult signedBy(String signer, Relationship purpose, Token token, Instant now) {
        if (!token.header().isKnown()) {
            return new NotChecked(
                    "The token's algorithm is not known here: " + token.header().algorithm() + ".");
        }
        return token.header().keyId().isEmpty()
                ? byAnyOf(keys.resolveAll(URI.create(signer), purpose, now), token)
                : byNamed(signer, purpose, token, now);
    }

    private ProofResult byNamed(String issuer, Relationship purpose, Token token, Instant now) {
        String name = absolute(token.header().keyId(), issuer);
        if (!SafeMode.isAbsolute(name)) {
            return new Invalid("The token's kid names no key.");
        }
        return switch (keys.resolve(URI.create(name), purpose, now)) {
            case Resolution.NotThere no -> new Invalid(no.reason());
            case Resolution.Unavailable unavailable -> new NotChecked(unavailable.reason());
            case Resolution.Found found ->
                found.method().controller().toString().equals(issuer)
                        ? by(found.method(), token)
                        : new Invalid("The key " + name + " is not the issuer's.");
        };
    }

    /** VC JOSE/COSE, §4.1.1: a kid that is no address is one of the issuer's. */
    private static String absolute(String kid, String issuer) {
        if (kid.startsWith("#")) {
            return issuer + kid;
        }
        return kid.indexOf(':') < 0 ? issuer + "#" + kid : kid;
    }

    private static ProofResult by(VerificationMethod method, Token token) {
        if (!token.header().isFor(method.key())) {
            return new Invalid("The key " + method.id() + " is not for the token's algorithm.");
        }
        if (!token.header().agreesWith(method.key())) {
            return new Invalid("The key that the token shows is not the issuer's.");
        }
        return method.key().verify(token.signed(), token.signature())
                ? new Valid(List.of(method))
                : new Invalid("The signature does not match the token.");
    }

    /** A token that names no key is by whichever of the issuer's keys its signature answers to. */
    private static ProofResult byAnyOf(List<Resolution> found, Token token) {
        boolean mayBeMore = false;
        String reason = "The signature is by none of the keys that the issuer lists.";
        for (Resolution resolution : found) {
            switch (resolution) {
                case Resolution.NotThere _ -> {}
                case Resolution.Unavailable unavailable -> {
                    mayBeMore = true;
                    reason = unavailable.reason();
                }
                case Resolution.Found(VerificationMethod method) -> {
                    ProofResult result = by(method, token);
                    if (result instanceof Valid) {
                        return result;
                    }
                }
            }
        }
        return mayBeMore ? new NotChecked(reason) : new Invalid(reason);
    }
}
