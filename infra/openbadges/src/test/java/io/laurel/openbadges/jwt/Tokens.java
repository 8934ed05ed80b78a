package io.laurel.openbadges.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.openbadges.DocumentLoader;
import io.laurel.openbadges.DocumentUnavailableException;
import io.laurel.openbadges.credential.FullSigner;
import io.laurel.openbadges.credential.Samples;
import io.laurel.openbadges.encoding.Base64Url;
import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.DidDocument;
import io.laurel.openbadges.key.Ed25519KeyPair;
import io.laurel.openbadges.key.PublishedKeys;
import io.laurel.openbadges.key.RsaKeyPair;
import io.laurel.openbadges.key.VerificationKey;
import io.laurel.openbadges.proof.ProofResult;
import jakarta.json.JsonObject;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;

/** An issuer with two RSA keys, a thief with one, and the tokens that either can make. */
final class Tokens {

    static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    static final String DID = Samples.ISSUER.id().toString();
    static final URI RSA_ID = URI.create(DID + "#jwt-1");
    static final RsaKeyPair RSA = RsaKeyPair.generate(new SecureRandom());
    static final RsaKeyPair RETIRED = RsaKeyPair.generate(new SecureRandom());
    static final RsaKeyPair THIEF = RsaKeyPair.generate(new SecureRandom());
    static final byte[] CREDENTIAL = new FullSigner(Samples.KEY).sign(Samples.credential(), Samples.CREATED);
    static final String DOCUMENT = DidDocument.json(
            Samples.ISSUER.id(),
            List.of(
                    new VerificationKey(Samples.KEY.verificationMethod(), Samples.PAIR.publicKeyMultibase()),
                    new VerificationKey(URI.create(DID + "#jwt-0"), RETIRED.publicKey()),
                    new VerificationKey(RSA_ID, RSA.publicKey())));
    static final String THIEFS_DID = "did:web:thief.example";
    static final DocumentLoader WEB = address -> switch (address.toString()) {
        case "https://localhost:8080/issuers/acme/did.json" -> DOCUMENT.getBytes(UTF_8);
        case "https://thief.example/.well-known/did.json" ->
            DidDocument.json(
                            URI.create(THIEFS_DID),
                            List.of(new VerificationKey(URI.create(THIEFS_DID + "#1"), THIEF.publicKey())))
                    .getBytes(UTF_8);
        default -> throw new DocumentUnavailableException("There is nothing at " + address + ".");
    };
    static final JsonObject CLAIMS = StrictJson.object(
            Base64Url.decode(JwtSigner.showing(RSA).sign(CREDENTIAL).split("\\.", -1)[1], 100_000));
    static final JwtVerifier VERIFIER = new JwtVerifier(new PublishedKeys(WEB));

    private Tokens() {}

    static ProofResult check(String token) {
        return VERIFIER.verify(token, NOW).proof();
    }

    static JsonObject claims() {
        return CLAIMS;
    }

    static JsonObject with(String claim, String value) {
        return plus(claims(), claim, value);
    }

    static JsonObject plus(JsonObject claims, String claim, String value) {
        return StrictJson.PROVIDER
                .createObjectBuilder(claims)
                .add(claim, StrictJson.object("{\"value\":" + value + "}").get("value"))
                .build();
    }

    static JsonObject without(JsonObject claims, String claim) {
        return StrictJson.PROVIDER.createObjectBuilder(claims).remove(claim).build();
    }

    static String rs256(String header, Object claims, RsaKeyPair key) {
        String signed = part(header) + "." + part(claims.toString());
        return signed + "." + Base64Url.encode(key.sign(signed.getBytes(US_ASCII)));
    }

    static String ed25519(String algorithm, String claims, Ed25519KeyPair key) {
        String signed = part("{\"alg\":\"" + algorithm + "\"}") + "." + part(claims);
        return signed + "." + Base64Url.encode(key.sign(signed.getBytes(US_ASCII)));
    }

    static byte[] sign(String algorithm, KeyPair pair, String text) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(text.getBytes(US_ASCII));
        return signer.sign();
    }

    static String jwk(ECPublicKey key) {
        return new JsonText(200)
                .open('{')
                .member("kty", "EC")
                .member("crv", "P-256")
                .member("x", coordinate(key.getW().getAffineX().toByteArray()))
                .member("y", coordinate(key.getW().getAffineY().toByteArray()))
                .close('}')
                .toString();
    }

    static String coordinate(byte[] number) {
        byte[] fixed = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, fixed, 32 - length, length);
        return Base64Url.encode(fixed);
    }

    static String part(String json) {
        return Base64Url.encode(json.getBytes(UTF_8));
    }
}
