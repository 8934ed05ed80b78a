package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.JsonText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The document behind an issuer's {@code did:web} (DID Core 1.0, §5; Controlled Identifiers 1.0, §2.2.2 Multikey, §2.2.3 JsonWebKey). */
public final class DidDocument {

    private DidDocument() {}

    /**
     * The document as JSON text.
     *
     * @param did the issuer's DID
     * @param keys every key whose proofs are still to be accepted, rotated ones too
     */
    public static String json(URI did, List<VerificationKey> keys) {
        JsonText json = new JsonText(512)
                .open('{')
                .members("@context", contexts(keys))
                .member("id", did)
                .open("verificationMethod", '[');
        for (VerificationKey key : keys) {
            method(json.open('{').member("id", key.id()), did, key.key()).close('}');
        }
        return json.close(']')
                .members(
                        "assertionMethod",
                        keys.stream().map(VerificationKey::id).toList())
                .close('}')
                .toString();
    }

    private static List<String> contexts(List<VerificationKey> keys) {
        List<String> contexts =
                new ArrayList<>(List.of("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"));
        if (keys.stream().anyMatch(key -> key.key() instanceof RsaPublicKey)) {
            contexts.add("https://w3id.org/security/jwk/v1");
        }
        return contexts;
    }

    private static JsonText method(JsonText json, URI did, PublicKey key) {
        return switch (key) {
            case Ed25519PublicKey ed25519 -> multikey(json, did, Multikey.encode(ed25519.bytes()));
            case EcPublicKey ec -> multikey(json, did, Multikey.encode(ec));
            case RsaPublicKey rsa ->
                rsa.jwk(json.member("type", "JsonWebKey")
                                .member("controller", did)
                                .open("publicKeyJwk", '{'))
                        .close('}');
        };
    }

    private static JsonText multikey(JsonText json, URI did, String text) {
        return json.member("type", "Multikey").member("controller", did).member("publicKeyMultibase", text);
    }
}
