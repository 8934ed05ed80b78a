package io.laurel.openbadges.proof;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.IssuerKey;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Secures any JSON-LD document with {@code eddsa-rdfc-2022} under one key (VC Data Integrity 1.0, §4.2), the whole way. Thread-safe. */
public final class DocumentSigner {

    /** How a document holds its one proof. Where there are several, they are an array. */
    public enum Form {
        /** {@code "proof": {…}}, as most test suites expect it. */
        OBJECT,
        /** {@code "proof": [{…}]}, as 1EdTech's schema wants it. */
        ARRAY
    }

    private final Canonicalizer canonicalizer;
    private final IssuerKey key;

    /** A signer that knows the pinned contexts. */
    public DocumentSigner(IssuerKey key) {
        this(Canonicalizer.PINNED, key);
    }

    /** A signer that knows contexts of one's choice. */
    public DocumentSigner(Canonicalizer canonicalizer, IssuerKey key) {
        this.canonicalizer = canonicalizer;
        this.key = key;
    }

    /**
     * Signs a document in UTF-8.
     *
     * @return the document with its proof behind all else, in UTF-8
     * @throws JsonLdException if it is no JSON object, or cannot be signed without leaving out part of what it says
     */
    public byte[] sign(byte[] document, SigningOptions options, Form form) {
        return sign(StrictJson.object(document), options, form).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Signs a document. Proofs that it has stay; the new one stands beside them and does not cover them.
     *
     * @return the document with its proof behind all else
     * @throws JsonLdException if it cannot be signed without leaving out part of what it says
     */
    public JsonObject sign(JsonObject document, SigningOptions options, Form form) {
        JsonObjectBuilder unsecured =
                StrictJson.PROVIDER.createObjectBuilder(document).remove("proof");
        JsonObject open = unsecured.build();
        JsonObject configuration = configuration(options);
        byte[] signature = key.sign(EddsaRdfc2022.hashes(canonicalizer, open, configuration));
        JsonObject proof = StrictJson.PROVIDER
                .createObjectBuilder(configuration)
                .add("proofValue", Multibase.base58(signature))
                .build();
        return StrictJson.PROVIDER
                .createObjectBuilder(open)
                .add("proof", beside(document.get("proof"), proof, form))
                .build();
    }

    private static JsonValue beside(@Nullable JsonValue earlier, JsonObject proof, Form form) {
        if (earlier == null && form == Form.OBJECT) {
            return proof;
        }
        JsonArrayBuilder proofs = switch (earlier) {
            case null -> StrictJson.PROVIDER.createArrayBuilder();
            case JsonArray several -> StrictJson.PROVIDER.createArrayBuilder(several);
            case JsonValue one -> StrictJson.PROVIDER.createArrayBuilder().add(one);
        };
        return proofs.add(proof).build();
    }

    private JsonObject configuration(SigningOptions options) {
        JsonObjectBuilder proof = StrictJson.PROVIDER
                .createObjectBuilder()
                .add("type", EddsaRdfc2022.TYPE)
                .add("cryptosuite", EddsaRdfc2022.CRYPTOSUITE)
                .add("created", EddsaRdfc2022.time(options.created()))
                .add("verificationMethod", key.verificationMethod().toString())
                .add("proofPurpose", options.purpose().term());
        if (options.expires() != null) {
            proof.add("expires", EddsaRdfc2022.time(options.expires()));
        }
        if (options.domain() != null) {
            proof.add("domain", options.domain());
        }
        if (options.challenge() != null) {
            proof.add("challenge", options.challenge());
        }
        return proof.build();
    }
}
