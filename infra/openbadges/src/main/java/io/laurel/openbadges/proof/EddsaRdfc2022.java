package io.laurel.openbadges.proof;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.Ed25519PublicKey;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.key.PublicKey;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The cryptosuite {@code eddsa-rdfc-2022} (Data Integrity EdDSA Cryptosuites 1.0, §3.2), the whole way. */
public final class EddsaRdfc2022 implements Cryptosuite {

    public static final String TYPE = "DataIntegrityProof";
    public static final String CRYPTOSUITE = "eddsa-rdfc-2022";
    public static final String PURPOSE = "assertionMethod";

    static final EddsaRdfc2022 SUITE = new EddsaRdfc2022();

    private EddsaRdfc2022() {}

    @Override
    public boolean takes(PublicKey key) {
        return key instanceof Ed25519PublicKey;
    }

    @Override
    public String hash(PublicKey key) {
        return "SHA-256";
    }

    @Override
    public JsonObject configurationOf(JsonObject document, JsonObject proof) {
        return configuration(document, proof);
    }

    /**
     * Adds a proof to a document and closes it (§3.2.1).
     *
     * @param open the document without its last brace
     */
    public static byte[] sign(JsonText open, IssuerKey key, Instant created) {
        JsonObject document = StrictJson.object(open + "}");
        String time = time(created);
        JsonObject proof = StrictJson.object(configuration(new JsonText(256), key.verificationMethod(), time)
                .close('}')
                .toString());
        byte[] hashes = hashes(Canonicalizer.PINNED, document, proof);
        return signed(open, key.verificationMethod(), time, Multibase.base58(key.sign(hashes)));
    }

    /** What is signed (§3.2.4): the hash of the proof's configuration, then the hash of the document, 64 bytes. */
    public static byte[] hashes(Canonicalizer canonicalizer, JsonObject document, JsonObject proof) {
        String configuration = canonicalizer.canonical(configuration(document, proof));
        return hashes(hash(configuration), hash(canonical(canonicalizer, document)));
    }

    /**
     * The canonical form of a document to be secured.
     *
     * @throws JsonLdException if it has not one statement: JSON-LD drops a document of nothing but an id, and a proof would cover nothing
     */
    static String canonical(Canonicalizer canonicalizer, JsonObject document) {
        String canonical = canonicalizer.canonical(document);
        if (canonical.isEmpty()) {
            throw new JsonLdException("a document that says nothing");
        }
        return canonical;
    }

    public static byte[] hashes(byte[] ofConfiguration, byte[] ofDocument) {
        byte[] both = Arrays.copyOf(ofConfiguration, 2 * Sha256.BYTES);
        System.arraycopy(ofDocument, 0, both, Sha256.BYTES, Sha256.BYTES);
        return both;
    }

    public static byte[] hash(String canonical) {
        return Sha256.of(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** The proof's configuration (§3.2.5): the proof without its value, under the document's own contexts. */
    public static JsonObject configuration(JsonObject document, JsonObject proof) {
        JsonObjectBuilder configuration = StrictJson.PROVIDER.createObjectBuilder(proof);
        configuration.remove("proofValue");
        return configuration
                .add("@context", document.getOrDefault("@context", JsonValue.NULL))
                .build();
    }

    /** The members of a proof up to its value, its brace left open. */
    public static JsonText configuration(JsonText json, URI verificationMethod, String created) {
        return json.open('{')
                .member("type", TYPE)
                .member("cryptosuite", CRYPTOSUITE)
                .member("created", created)
                .member("verificationMethod", verificationMethod)
                .member("proofPurpose", PURPOSE);
    }

    /** The document closed behind its proof: an array of one, as 1EdTech's schema wants it. */
    public static byte[] signed(JsonText open, URI verificationMethod, String created, String proofValue) {
        return configuration(open.open("proof", '['), verificationMethod, created)
                .member("proofValue", proofValue)
                .close('}')
                .close(']')
                .close('}')
                .utf8();
    }

    public static String time(Instant created) {
        return created.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
