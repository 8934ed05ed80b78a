package io.laurel.openbadges.proof;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Digests;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A document without its proofs, its canonical form kept for the next proof over the same. Not thread-safe. */
final class SecuredDocument {

    private final Canonicalizer canonicalizer;
    private final JsonObject document;
    private final Map<List<JsonObject>, String> canonical = new HashMap<>();

    SecuredDocument(Canonicalizer canonicalizer, JsonObject secured) {
        this.canonicalizer = canonicalizer;
        this.document =
                StrictJson.PROVIDER.createObjectBuilder(secured).remove("proof").build();
    }

    /**
     * What a proof signs: the hash of its configuration, then the hash of the document with the proofs it follows.
     *
     * @throws JsonLdException if either cannot be signed without leaving out part of what it says
     */
    byte[] hashes(Cryptosuite suite, String algorithm, JsonObject proof, List<JsonObject> previous) {
        MessageDigest digest = Digests.named(algorithm);
        byte[] ofConfiguration = digest.digest(utf8(canonicalizer.canonical(suite.configurationOf(document, proof))));
        byte[] ofDocument = digest.digest(utf8(canonical(previous)));
        byte[] both = new byte[ofConfiguration.length + ofDocument.length];
        System.arraycopy(ofConfiguration, 0, both, 0, ofConfiguration.length);
        System.arraycopy(ofDocument, 0, both, ofConfiguration.length, ofDocument.length);
        return both;
    }

    private String canonical(List<JsonObject> previous) {
        return canonical.computeIfAbsent(previous, proofs -> EddsaRdfc2022.canonical(canonicalizer, with(proofs)));
    }

    /** VC Data Integrity 1.0, §4.5: the proofs that a proof follows are part of what it secures. */
    private JsonObject with(List<JsonObject> previous) {
        if (previous.isEmpty()) {
            return document;
        }
        JsonArray proofs = StrictJson.PROVIDER.createArrayBuilder(previous).build();
        return StrictJson.PROVIDER
                .createObjectBuilder(document)
                .add("proof", proofs)
                .build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
