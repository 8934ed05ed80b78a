package io.laurel.openbadges.proof;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.SafeMode;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.Multikey;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.NotChecked;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Checks the Data Integrity proofs of a credential (VC Data Integrity 1.0, §4.3; {@code eddsa-rdfc-2022}). Fails closed: whatever it
 * does not know, it does not call valid.
 */
public final class CredentialVerifier {

    /** A proof that says more (it expires, it answers a challenge, it follows another) needs checks that are not here. */
    private static final Set<String> KNOWN = Set.of(
            "@context", "id", "type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue");

    private static final int LONGEST_SIGNATURE = 128;
    private static final int MOST_PROOFS = 8;

    private final Canonicalizer canonicalizer;
    private final KeyResolver keys;

    CredentialVerifier(Canonicalizer canonicalizer, KeyResolver keys) {
        this.canonicalizer = canonicalizer;
        this.keys = keys;
    }

    /**
     * Checks every proof of a signed credential; a lone proof may be an object instead of an array.
     *
     * @param json the signed credential in UTF-8
     * @param keys finds the keys that the proofs name
     * @return {@link Valid} only if there is a proof, all proofs hold, and each is by a key whose DID is the credential's issuer
     */
    public static ProofResult verify(byte[] json, KeyResolver keys) {
        JsonObject credential;
        try {
            credential = StrictJson.object(json);
        } catch (JsonLdException noDocument) {
            return new Invalid("not a credential: " + noDocument.getMessage());
        }
        String issuer = issuer(credential);
        return issuer == null
                ? new Invalid("the credential names no issuer")
                : new CredentialVerifier(Canonicalizer.PINNED, keys).verify(credential, issuer);
    }

    /**
     * Checks every proof of a document.
     *
     * @param controller the DID that must control every key; {@code null} to take any key that the resolver gives
     */
    ProofResult verify(JsonObject secured, @Nullable String controller) {
        List<JsonValue> proofs = proofs(secured.get("proof"));
        if (proofs.isEmpty() || proofs.size() > MOST_PROOFS) {
            return new Invalid("the credential has " + (proofs.isEmpty() ? "no proof" : "too many proofs"));
        }
        JsonObject document =
                StrictJson.PROVIDER.createObjectBuilder(secured).remove("proof").build();
        ProofResult result = new Valid();
        for (JsonValue proof : proofs) {
            switch (verify(document, proof, controller)) {
                case Valid _ -> {}
                case Invalid invalid -> {
                    return invalid;
                }
                case NotChecked notChecked -> result = notChecked;
            }
        }
        return result;
    }

    private ProofResult verify(JsonObject document, JsonValue value, @Nullable String controller) {
        // 1. A proof of the one kind we know, saying nothing we would have to heed and cannot.
        if (!(value instanceof JsonObject proof)) {
            return new Invalid("a proof is not an object");
        }
        if (!EddsaRdfc2022.TYPE.equals(text(proof, "type"))
                || !EddsaRdfc2022.CRYPTOSUITE.equals(text(proof, "cryptosuite"))) {
            return new NotChecked("a proof is not a DataIntegrityProof by eddsa-rdfc-2022");
        }
        if (!KNOWN.containsAll(proof.keySet())) {
            return new NotChecked("a proof has a member that is not understood");
        }
        if (!EddsaRdfc2022.PURPOSE.equals(text(proof, "proofPurpose"))) {
            return new Invalid("a proof is not for assertionMethod");
        }
        // 2. A signature of 64 bytes in base58btc.
        Optional<byte[]> signature = signature(text(proof, "proofValue"));
        if (signature.isEmpty()) {
            return new Invalid("a proofValue is not an Ed25519 signature");
        }
        // 3. The key, which must be the issuer's.
        String method = text(proof, "verificationMethod");
        if (method == null || !SafeMode.isAbsolute(method)) {
            return new Invalid("a proof names no verification method");
        }
        if (controller != null && !method.startsWith(controller + "#")) {
            return new Invalid("a proof's verification method is not the issuer's");
        }
        Optional<String> multikey = keys.publicKeyMultibase(URI.create(method));
        if (multikey.isEmpty()) {
            return new NotChecked("the key " + method + " is not to be had");
        }
        // 4. The signature over both hashes.
        return verify(document, proof, signature.get(), multikey.get());
    }

    private ProofResult verify(JsonObject document, JsonObject proof, byte[] signature, String multikey) {
        byte[] publicKey;
        try {
            publicKey = Multikey.decode(multikey);
        } catch (IllegalArgumentException unusable) {
            return new Invalid("the key of a proof is unusable: " + unusable.getMessage());
        }
        byte[] hashes;
        try {
            hashes = EddsaRdfc2022.hashes(canonicalizer, document, proof);
        } catch (JsonLdException unsignable) {
            return new Invalid("the proof cannot cover the document: " + unsignable.getMessage());
        }
        return Ed25519.verify(signature, 0, publicKey, 0, hashes, 0, hashes.length)
                ? new Valid()
                : new Invalid("a signature does not match the document");
    }

    private static Optional<byte[]> signature(@Nullable String proofValue) {
        if (proofValue == null || !proofValue.startsWith("z")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Multibase.decode(proofValue, LONGEST_SIGNATURE))
                    .filter(bytes -> bytes.length == Ed25519.SIGNATURE_SIZE);
        } catch (IllegalArgumentException notBase58) {
            return Optional.empty();
        }
    }

    private static List<JsonValue> proofs(@Nullable JsonValue proof) {
        if (proof == null) {
            return List.of();
        }
        return proof instanceof JsonArray several ? List.copyOf(several) : List.of(proof);
    }

    private static @Nullable String issuer(JsonObject credential) {
        return credential.get("issuer") instanceof JsonObject profile
                ? text(profile, "id")
                : text(credential, "issuer");
    }

    private static @Nullable String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.getString() : null;
    }
}
