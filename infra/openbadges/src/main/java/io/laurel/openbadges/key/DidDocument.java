package io.laurel.openbadges.key;

import io.laurel.openbadges.encoding.JsonText;
import java.net.URI;
import java.util.List;

/** The document behind an issuer's {@code did:web} (DID Core 1.0, §5; Controlled Identifiers 1.0, §2.2.2 Multikey). */
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
                .members("@context", List.of("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"))
                .member("id", did)
                .open("verificationMethod", '[');
        for (VerificationKey key : keys) {
            json.open('{')
                    .member("id", key.id())
                    .member("type", "Multikey")
                    .member("controller", did)
                    .member("publicKeyMultibase", key.publicKeyMultibase())
                    .close('}');
        }
        return json.close(']')
                .members(
                        "assertionMethod",
                        keys.stream().map(VerificationKey::id).toList())
                .close('}')
                .toString();
    }
}
