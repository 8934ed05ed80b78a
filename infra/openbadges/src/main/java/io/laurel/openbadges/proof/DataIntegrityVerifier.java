package io.laurel.openbadges.proof;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.UnknownContextException;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.key.KeyResolver;
import io.laurel.openbadges.key.PublicKey;
import io.laurel.openbadges.key.Resolution;
import io.laurel.openbadges.key.VerificationMethod;
import io.laurel.openbadges.proof.ProofResult.Invalid;
import io.laurel.openbadges.proof.ProofResult.NotChecked;
import io.laurel.openbadges.proof.ProofResult.Valid;
import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the Data Integrity proofs of a secured document (VC Data Integrity 1.0, §4.4 and §4.5): {@code eddsa-rdfc-2022},
 * {@code ecdsa-rdfc-2019}, {@code Ed25519Signature2020}. Fails closed: whatever it does not know, it does not call valid. Thread-safe.
 */
public final class DataIntegrityVerifier {

    private static final int LONGEST_SIGNATURE = 256;

    private final Canonicalizer canonicalizer;
    private final KeyResolver keys;

    /** A verifier with the pinned contexts. */
    public DataIntegrityVerifier(KeyResolver keys) {
        this(Canonicalizer.PINNED, keys);
    }

    /** A verifier with contexts of one's choice. */
    public DataIntegrityVerifier(Canonicalizer canonicalizer, KeyResolver keys) {
        this.canonicalizer = canonicalizer;
        this.keys = keys;
    }

    /**
     * Checks every proof of a credential in UTF-8, each of which must be by a key of the credential's issuer.
     *
     * @return {@link Valid} only if there is a proof, all proofs hold, and the issuer lists all keys for {@code assertionMethod}
     */
    public ProofResult verifyCredential(byte[] json, Instant now) {
        JsonObject credential;
        try {
            credential = StrictJson.object(json);
        } catch (JsonLdException noDocument) {
            return new Invalid("This is no credential: " + noDocument.getMessage() + ".");
        }
        String issuer = StrictJson.issuer(credential);
        return issuer.isEmpty()
                ? new Invalid("The credential names no issuer.")
                : verify(credential, Expectation.ofCredential(now).by(issuer));
    }

    /**
     * Checks every proof of a document in UTF-8.
     *
     * @return {@link Valid} only if there is a proof and all proofs hold and are as expected
     */
    public ProofResult verify(byte[] json, Expectation expected) {
        try {
            return verify(StrictJson.object(json), expected);
        } catch (JsonLdException noDocument) {
            return new Invalid("This is no document: " + noDocument.getMessage() + ".");
        }
    }

    /**
     * Checks every proof of a document; a lone proof may be an object instead of an array.
     *
     * @return {@link Valid} only if there is a proof and all proofs hold and are as expected
     */
    public ProofResult verify(JsonObject secured, Expectation expected) {
        ProofChain chain;
        try {
            chain = ProofChain.of(secured);
        } catch (ProofChain.Broken broken) {
            return new Invalid(broken.reason());
        }
        SecuredDocument document = new SecuredDocument(canonicalizer, secured);
        List<VerificationMethod> signers = new ArrayList<>();
        Optional<NotChecked> open = Optional.empty();
        for (int i = 0; i < chain.proofs().size(); i++) {
            switch (verify(document, chain.proofs().get(i), chain.previous().get(i), expected)) {
                case Valid valid -> signers.addAll(valid.signers());
                case Invalid invalid -> {
                    return invalid;
                }
                case NotChecked notChecked -> open = Optional.of(notChecked);
            }
        }
        return open.isPresent() ? open.get() : new Valid(signers);
    }

    private ProofResult verify(
            SecuredDocument document, JsonObject proof, List<JsonObject> previous, Expectation expected) {
        // 1. What the proof says of itself: its kind, its dates, what it is for.
        Optional<ProofResult> objection = ProofOptions.objection(proof, expected);
        if (objection.isPresent()) {
            return objection.get();
        }
        Optional<Cryptosuite> suite = Cryptosuite.of(proof);
        if (suite.isEmpty()) {
            return new NotChecked("A proof is of a kind that is not known here: " + ProofOptions.kind(proof) + ".");
        }
        Optional<byte[]> signature = signature(StrictJson.text(proof, "proofValue"));
        if (signature.isEmpty()) {
            return new Invalid("A proofValue is not a signature in base58btc.");
        }
        // 2. The key, which its controller must list for this purpose.
        URI method = URI.create(StrictJson.text(proof, "verificationMethod"));
        return switch (keys.resolve(method, expected.purpose(), expected.now())) {
            case Resolution.NotThere no -> new Invalid(no.reason());
            case Resolution.Unavailable unavailable -> new NotChecked(unavailable.reason());
            // 3. The signature over both hashes.
            case Resolution.Found found ->
                expected.controller() != null
                                && !found.method().controller().toString().equals(expected.controller())
                        ? new Invalid("The key " + method + " is not the issuer's.")
                        : verify(document, proof, previous, suite.get(), found.method(), signature.get());
        };
    }

    private static ProofResult verify(
            SecuredDocument document,
            JsonObject proof,
            List<JsonObject> previous,
            Cryptosuite suite,
            VerificationMethod method,
            byte[] signature) {
        PublicKey key = method.key();
        if (!suite.takes(key)) {
            return new Invalid("The key " + method.id() + " is not of the kind that its proof is.");
        }
        byte[] hashes;
        try {
            hashes = document.hashes(suite, suite.hash(key), proof, previous);
        } catch (UnknownContextException unknown) {
            return new NotChecked("The context " + unknown.context() + " is not known here.");
        } catch (JsonLdException unsignable) {
            return new Invalid("The proof cannot cover the document: " + unsignable.getMessage() + ".");
        }
        return key.verify(hashes, signature)
                ? new Valid(List.of(method))
                : new Invalid("A signature does not match the document.");
    }

    private static Optional<byte[]> signature(String proofValue) {
        if (!proofValue.startsWith("z")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Multibase.decode(proofValue, LONGEST_SIGNATURE));
        } catch (IllegalArgumentException notBase58) {
            return Optional.empty();
        }
    }
}
